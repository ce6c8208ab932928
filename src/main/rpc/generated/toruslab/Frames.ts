// Original file: proto/ring.proto

import type { Frame as _toruslab_Frame, Frame__Output as _toruslab_Frame__Output } from '../toruslab/Frame';

/**
 * All frames that one end wrote in one turn of its event loop.
 */
export interface Frames {
  'frames'?: (_toruslab_Frame)[];
}

/**
 * All frames that one end wrote in one turn of its event loop.
 */
export interface Frames__Output {
  'frames': (_toruslab_Frame__Output)[];
}
