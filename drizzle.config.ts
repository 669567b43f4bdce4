import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: [
    "./src/store/schema.ts",
    "./src/store/workflow-schema.ts",
    "./src/store/measures-schema.ts",
    "./src/store/token-schema.ts",
  ],
  out: "./migrations",
});
