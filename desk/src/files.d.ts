/** Files that the build takes along. */

/** The address of the built file, not its content. */
declare module "world-atlas/*.json" {
  const address: string;
  export default address;
}

declare module "*.css";
