import { z } from "zod";

/** Who said something and when, as it is kept until it is applied. */
export const storedSaid = {
  sender: z.object({
    id: z.int(),
    login: z.string(),
    type: z.enum(["User", "Bot"]),
    // What was kept before bots could hold a role has none.
    slug: z.string().nullable().default(null),
  }),
  at: z.iso.datetime({ offset: true }).nullable(),
};
