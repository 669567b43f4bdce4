import { describe, expect, it } from "vitest";
import { readSettings } from "../../examples/agent/settings.ts";

const enough = {
  BATON_URL: "https://baton.example.com/",
  BATON_TOKEN: "baton_swordfish",
  AGENT_MODEL: "a-model",
  OPENAI_API_KEY: "swordfish",
};

describe("the agent's settings", () => {
  it("need four variables and have defaults for the rest, under which the model can push and run nothing", () => {
    expect(readSettings({ ...enough, AGENT_REPOSITORY: " " })).toEqual({
      batonUrl: "https://baton.example.com",
      batonToken: "baton_swordfish",
      model: "a-model",
      modelUrl: "https://api.openai.com/v1",
      modelKey: "swordfish",
      repository: null,
      mayPush: false,
      commands: {},
      workflowId: null,
      limits: { steps: 60, tokens: 1_000_000 },
      pollSeconds: 30,
    });
  });

  it("name everything that is missing or wrong at once, and no value", () => {
    expect(
      readSettings({
        BATON_URL: "swordfish",
        OPENAI_BASE_URL: "ftp://swordfish",
        AGENT_MAY_PUSH: "swordfish",
        AGENT_COMMANDS: "npm test",
        AGENT_WORKFLOW_ID: "swordfish",
        AGENT_MAX_STEPS: "0",
        AGENT_MAX_TOKENS: "1.5",
      }),
    ).toEqual({
      problems: [
        "BATON_URL must be an address such as https://baton.example.com",
        "BATON_TOKEN is missing: a token of Baton's: npm run baton -- token create",
        "AGENT_MODEL is missing: the model's name, as the endpoint knows it",
        "OPENAI_API_KEY is missing: the key for the model's endpoint; any text where it wants none",
        "OPENAI_BASE_URL must be an address such as https://api.openai.com/v1",
        "AGENT_MAY_PUSH must be true or false",
        'AGENT_COMMANDS must be a JSON object of command lines by name, such as {"test": "npm test"}',
        "AGENT_WORKFLOW_ID must be the id of a workflow",
        "AGENT_MAX_STEPS must be a whole number from 1 to 1000",
        "AGENT_MAX_TOKENS must be a whole number from 1 to 100000000",
      ],
    });
  });

  it("take command lines by name, and nothing else for them", () => {
    const read = (AGENT_COMMANDS: string) => readSettings({ ...enough, AGENT_COMMANDS });
    expect(read('{"test": "npm test", "lint": "npm run lint"}')).toMatchObject({
      commands: { test: "npm test", lint: "npm run lint" },
    });
    for (const wrong of ['["npm test"]', '{"test": 7}', '{"rm -rf": "x"}', '{"test": ""}', "null"]) {
      expect(read(wrong)).toEqual({ problems: [expect.stringMatching(/^AGENT_COMMANDS must be a JSON object/)] });
    }
  });
});
