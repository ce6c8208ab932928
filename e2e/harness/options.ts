/** What a spec may set with `test.use({ ... })` for the lab that each of its tests gets. */
export interface HarnessOptions {
  /** Nodes to start with; 0 for an empty lab. */
  nodes: number
  sampleKeys: number
}
