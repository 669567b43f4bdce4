import { readAppManifest } from "../../sandbox/app-manifest.ts";

/** What the App of Baton may do and hears of: what `app.yml` asks for, and nothing else. */
export const batonApp = readAppManifest(new URL("../../app.yml", import.meta.url));
