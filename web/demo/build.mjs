import { bundle } from "../scripts/bundle.mjs";

await bundle({ outdir: "dist", files: [{ in: "src/demo.ts", out: "demo.js" }] });
