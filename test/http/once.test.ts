import { expect, it } from "vitest";
import { once } from "../../src/http/once.ts";

it("what is made once is given to everybody, and what failed is made anew", async () => {
  let tries = 0;
  const make = once(() => {
    tries += 1;
    return tries === 1 ? Promise.reject(new Error("not yet")) : Promise.resolve(tries);
  });
  await expect(Promise.all([make(), make()])).rejects.toThrow("not yet");
  expect(await Promise.all([make(), make()])).toEqual([2, 2]);
  expect(tries).toBe(2);
});
