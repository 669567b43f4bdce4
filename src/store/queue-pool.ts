import type pg from "pg";
import type { Database } from "./database.ts";

type OnConnect = Parameters<pg.Pool["connect"]>[0];

/**
 * The pool as graphile-worker gets it. When the connection that it listens on breaks while it stops, it gives that back
 * twice, and the pool's complaint is a rejection that nothing can catch: here the second time does nothing.
 */
export function queuePool({ pool }: Database): pg.Pool {
  const connect = (onConnect?: OnConnect): Promise<pg.PoolClient> | undefined => {
    if (onConnect === undefined) return pool.connect();
    pool.connect((error, client, release) => onConnect(error, client, once(release)));
    return undefined;
  };
  return Object.create(pool, { connect: { value: connect } }) as pg.Pool;
}

type Release = Parameters<OnConnect>[2];

/** Of a pool that has ended there is nothing to give back, whatever the types say. */
function once(release: Release | undefined): Release {
  let released = false;
  return (error: unknown) => {
    if (released) return;
    released = true;
    release?.(error);
  };
}
