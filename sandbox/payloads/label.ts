import type { Label } from "../state/label.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../state/world.ts";
import { nodeId } from "./json.ts";
import type { Json } from "./json.ts";
import { repositoryUrl } from "./repository.ts";

export function labelShape(world: World, repository: Repository, label: Label): Json {
  return {
    id: label.id,
    node_id: nodeId("LA", label.id),
    url: `${repositoryUrl(world, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  };
}
