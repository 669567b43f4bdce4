import type { WeekCount } from "../../../store/throughput.ts";

/** A window of time; open where it has no end. */
export interface Window {
  readonly from: Date | null;
  /** Left out itself. */
  readonly to: Date | null;
}

export interface Week {
  /** As ISO 8601 names it: `2026-W05`. */
  readonly week: string;
  /** Its Monday. */
  readonly begins: string;
  readonly completed: number;
}

/** More weeks than two years have are left out: the oldest. */
export const weeksMax = 106;

const weekMs = 7 * 86_400_000;

/** The part of a window that its weeks can show: up to now, and no more of them than `weeksMax`. */
export function weeksSpan({ from, to }: Window, now: Date): { readonly from: Date; readonly to: Date } {
  const end = Math.min(to?.getTime() ?? Infinity, now.getTime() + 1);
  const earliest = mondayOf(end - 1) - (weeksMax - 1) * weekMs;
  return { from: new Date(Math.max(from?.getTime() ?? -Infinity, earliest)), to: new Date(end) };
}

/**
 * Every week of a window with what was completed in it, oldest first. A window without a beginning begins where something was
 * completed for the first time.
 */
export function toWeeks(counts: readonly WeekCount[], window: Window, now: Date): readonly Week[] {
  const span = weeksSpan(window, now);
  const completed = new Map(counts.map((each) => [each.monday.getTime(), each.completed]));
  const first = window.from === null ? counts[0]?.monday.getTime() : mondayOf(span.from.getTime());
  if (first === undefined || span.from >= span.to) return [];
  const count = Math.floor((mondayOf(span.to.getTime() - 1) - first) / weekMs) + 1;
  return Array.from({ length: count }, (_, index) => {
    const monday = first + index * weekMs;
    return { ...nameOf(monday), completed: completed.get(monday) ?? 0 };
  });
}

/** 1970 began on a Thursday. */
function mondayOf(ms: number): number {
  const firstMonday = 4 * 86_400_000;
  return Math.floor((ms - firstMonday) / weekMs) * weekMs + firstMonday;
}

/** A week is of the year that its Thursday is in. */
function nameOf(monday: number): Pick<Week, "week" | "begins"> {
  const year = new Date(monday + 3 * 86_400_000).getUTCFullYear();
  const first = mondayOf(Date.UTC(year, 0, 4));
  const number = (monday - first) / weekMs + 1;
  return {
    week: `${String(year)}-W${String(number).padStart(2, "0")}`,
    begins: new Date(monday).toISOString().slice(0, 10),
  };
}
