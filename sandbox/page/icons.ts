import type { CheckStatus, Conclusion } from "../state/checks.ts";
import { trusted } from "./html.ts";
import type { Html } from "./html.ts";

const shapes = {
  pass: '<path d="M3.5 8.5l3 3 6-7" />',
  fail: '<path d="M4 4l8 8M12 4l-8 8" />',
  wait: '<circle cx="8" cy="8" r="3.2" fill="currentColor" stroke="none" />',
  skip: '<path d="M4 8h8" />',
  act: '<path d="M8 3.5v5.5M8 12v.5" />',
} as const;

type Shape = keyof typeof shapes;

/** A mark for what became of a check; its class gives it the colour. */
export function checkIcon(status: CheckStatus, conclusion: Conclusion | null): Html {
  const shape = shapeOf(status, conclusion);
  return trusted(
    `<svg class="icon ${shape}" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="2" ` +
      `stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shapes[shape]}</svg>`,
  );
}

function shapeOf(status: CheckStatus, conclusion: Conclusion | null): Shape {
  if (status !== "completed") return "wait";
  if (conclusion === "success") return "pass";
  if (conclusion === "action_required") return "act";
  return conclusion === "neutral" || conclusion === "skipped" || conclusion === "cancelled" ? "skip" : "fail";
}

/** A picture for an account: its first letter on a colour that is always the same. */
export function avatar(id: number, login: string): string {
  const hue = (id * 137) % 360;
  const letter = /[a-z]/i.exec(login)?.[0].toUpperCase() ?? "?";
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">' +
    `<rect width="40" height="40" fill="hsl(${hue} 45% 45%)"/>` +
    '<text x="20" y="27" text-anchor="middle" font-family="system-ui, sans-serif" font-size="20" fill="#fff">' +
    `${letter}</text></svg>`
  );
}
