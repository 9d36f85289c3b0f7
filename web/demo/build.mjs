import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { bundle } from "../scripts/bundle.mjs";

const manifest = await bundle({
  outdir: "dist",
  files: [
    { in: "src/demo.ts", out: "demo.js", format: "esm" },
    { in: "src/demo.css", out: "demo.css" },
  ],
});

const snippet = (await readFile("../tracker/dist/snippet.html", "utf8"))
  .replace("{{origin}}", "")
  .replace("{{key}}", "pk_demo");
const stub = /<script>(.*)<\/script>/.exec(snippet)?.[1] ?? "";
const values = {
  snippet,
  "stub-hash": `'sha256-${createHash("sha256").update(stub).digest("base64")}'`,
  ...manifest,
};
const page = await readFile("src/index.html", "utf8");
await writeFile("dist/index.html", page.replace(/\{\{([a-z.-]+)\}\}/g, (_, name) => values[name]));
