// Builds the page into the Python package, so that the wheel carries it.
import { copyFile, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(here, "../src/stream/desk/page");

// The names of the built files carry their hash; index.html is written last and names them.
const page = {
  name: "page",
  setup(build) {
    build.onEnd(async ({ metafile, errors }) => {
      if (errors.length > 0) return;
      const entry = Object.entries(metafile.outputs).find(([, o]) => o.entryPoint === "src/main.tsx");
      const html = await readFile(resolve(here, "index.html"), "utf8");
      const [script, style] = [entry[0], entry[1].cssBundle].map((path) => `assets/${basename(path)}`);
      await copyFile(resolve(here, "icon.svg"), resolve(out, "assets/icon.svg"));
      await writeFile(resolve(out, "index.html"), html.replace("%script%", script).replace("%style%", style));
    });
  },
};

const options = {
  absWorkingDir: here,
  entryPoints: ["src/main.tsx"],
  outdir: resolve(out, "assets"),
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["chrome123", "firefox128", "safari17.5"],
  minify: true,
  sourcemap: false,
  metafile: true,
  legalComments: "linked",
  loader: { ".json": "file" },
  logLevel: "warning",
  plugins: [page],
};

await rm(out, { recursive: true, force: true });
if (process.argv.includes("--watch")) {
  const context = await esbuild.context(options);
  await context.watch();
} else {
  const { metafile } = await esbuild.build(options);
  const sizes = Object.entries(metafile.outputs).map(([path, { bytes }]) => `${basename(path)} ${Math.ceil(bytes / 1024)} KB`);
  console.log(`built src/stream/desk/page: ${sizes.join(", ")}`);
}
