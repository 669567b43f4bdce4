import { createHmac } from "node:crypto";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";

export interface Answer {
  readonly status: string;
  /** 0 where no answer came. */
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>> | null;
  readonly body: string | null;
}

/** Posts one signed webhook. Never fails: what went wrong is the answer's status, as GitHub would record it. */
export function send(options: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  /** Breaks it off. */
  readonly ending: AbortSignal;
}): Promise<Answer> {
  const request = options.url.startsWith("https:") ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const failed = (status: string): void => resolve({ status, statusCode: 0, headers: null, body: null });
    const timeout = AbortSignal.timeout(options.timeoutMs);
    const signal = AbortSignal.any([timeout, options.ending]);
    // A fresh connection each time: a kept one may belong to a process that the test has just killed.
    const sending = request(
      options.url,
      { method: "POST", headers: options.headers, agent: false, signal },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", () => failed("timed out"));
        response.on("end", () => {
          const statusCode = response.statusCode ?? 0;
          const isFine = statusCode >= 200 && statusCode < 300;
          resolve({
            status: isFine ? "OK" : `Invalid HTTP Response: ${statusCode}`,
            statusCode,
            headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
            body: Buffer.concat(chunks).toString("utf8"),
          });
        });
      },
    );
    sending.on("error", () => failed(timeout.aborted ? "timed out" : "failed to connect to host"));
    sending.end(options.body);
  });
}

export function sign(secret: string, body: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}
