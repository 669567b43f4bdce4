import OpenAI from "openai";
import { connectToBaton } from "../../../examples/agent/baton.ts";
import { playRound, type Left } from "../../../examples/agent/play.ts";
import type { Agent } from "../../../examples/agent/take-turn.ts";
import { roles, type Role } from "../../../src/workflow/roles.ts";
import { startScriptedModel } from "../../model/scripted-model.ts";
import type { Scene } from "../scene.ts";
import type { Desk } from "./desk.ts";
import { script, type Script } from "./script.ts";

/** Five reference agents, each with a token for its role and a model that plays by a script. */
export interface Cast {
  /** Lets an agent look for work and do it; returns how many turns it handed on. */
  readonly play: (role: Role) => Promise<number>;
  readonly leave: () => Promise<void>;
}

/** What the agents are called where the story is told. */
export const agentNames: Readonly<Record<Role, string>> = {
  q_assistant: "Quinn",
  code_writer: "Cody",
  test_auditor: "Tess",
  verification_overseer: "Vera",
  release_manager: "Remy",
};

export interface Casting {
  readonly scene: Scene;
  readonly desk: Desk;
  readonly batonUrl: string;
  readonly tokenFor: (role: Role, name: string) => Promise<string>;
}

/** A turn of a scripted agent takes six steps at most. */
const limits = { steps: 20, tokens: 100_000 };

export async function callTheCast({ scene, desk, batonUrl, tokenFor }: Casting): Promise<Cast> {
  const scripts: Script = script(desk);
  // Each agent shows its role as its key, so that one model can be all of them.
  const model = await startScriptedModel((asked) => scripts(asked));
  const left: Left = new Set();
  const agents = new Map<Role, Agent>();
  for (const role of roles) {
    const name = agentNames[role];
    agents.set(role, {
      baton: await connectToBaton(batonUrl, await tokenFor(role, `${name}, an agent`)),
      client: new OpenAI({ apiKey: role, baseURL: model.url }),
      model: "a script",
      limits,
      workplace: desk.workplace,
      say: (_turn, what) => scene.say(name, what),
    });
  }
  return {
    play: async (role) => {
      const agent = agents.get(role);
      return agent === undefined ? 0 : playRound(agent, left);
    },
    leave: async () => {
      for (const { baton } of agents.values()) await baton.close();
      await model.close();
    },
  };
}
