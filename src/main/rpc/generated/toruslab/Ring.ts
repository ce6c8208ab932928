// Original file: proto/ring.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ChangedResponse as _toruslab_ChangedResponse, ChangedResponse__Output as _toruslab_ChangedResponse__Output } from '../toruslab/ChangedResponse';
import type { FingersRequest as _toruslab_FingersRequest, FingersRequest__Output as _toruslab_FingersRequest__Output } from '../toruslab/FingersRequest';
import type { FingersResponse as _toruslab_FingersResponse, FingersResponse__Output as _toruslab_FingersResponse__Output } from '../toruslab/FingersResponse';
import type { Frames as _toruslab_Frames, Frames__Output as _toruslab_Frames__Output } from '../toruslab/Frames';
import type { LeavingRequest as _toruslab_LeavingRequest, LeavingRequest__Output as _toruslab_LeavingRequest__Output } from '../toruslab/LeavingRequest';
import type { LeavingResponse as _toruslab_LeavingResponse, LeavingResponse__Output as _toruslab_LeavingResponse__Output } from '../toruslab/LeavingResponse';
import type { NeighboursRequest as _toruslab_NeighboursRequest, NeighboursRequest__Output as _toruslab_NeighboursRequest__Output } from '../toruslab/NeighboursRequest';
import type { NeighboursResponse as _toruslab_NeighboursResponse, NeighboursResponse__Output as _toruslab_NeighboursResponse__Output } from '../toruslab/NeighboursResponse';
import type { NotifyRequest as _toruslab_NotifyRequest, NotifyRequest__Output as _toruslab_NotifyRequest__Output } from '../toruslab/NotifyRequest';
import type { NotifyResponse as _toruslab_NotifyResponse, NotifyResponse__Output as _toruslab_NotifyResponse__Output } from '../toruslab/NotifyResponse';
import type { NudgeRequest as _toruslab_NudgeRequest, NudgeRequest__Output as _toruslab_NudgeRequest__Output } from '../toruslab/NudgeRequest';
import type { NudgeResponse as _toruslab_NudgeResponse, NudgeResponse__Output as _toruslab_NudgeResponse__Output } from '../toruslab/NudgeResponse';
import type { PingRequest as _toruslab_PingRequest, PingRequest__Output as _toruslab_PingRequest__Output } from '../toruslab/PingRequest';
import type { PingResponse as _toruslab_PingResponse, PingResponse__Output as _toruslab_PingResponse__Output } from '../toruslab/PingResponse';
import type { ResolveRequest as _toruslab_ResolveRequest, ResolveRequest__Output as _toruslab_ResolveRequest__Output } from '../toruslab/ResolveRequest';
import type { ResolveResponse as _toruslab_ResolveResponse, ResolveResponse__Output as _toruslab_ResolveResponse__Output } from '../toruslab/ResolveResponse';
import type { RouteRequest as _toruslab_RouteRequest, RouteRequest__Output as _toruslab_RouteRequest__Output } from '../toruslab/RouteRequest';
import type { RouteResponse as _toruslab_RouteResponse, RouteResponse__Output as _toruslab_RouteResponse__Output } from '../toruslab/RouteResponse';

/**
 * What every node answers to everyone.
 */
export interface RingClient extends grpc.Client {
  /**
   * "My place or my range changed: this is the answer to your next question about it." A hint; nothing depends on it.
   */
  Changed(argument: _toruslab_NeighboursResponse, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_ChangedResponse__Output>): grpc.ClientUnaryCall;
  Changed(argument: _toruslab_NeighboursResponse, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_ChangedResponse__Output>): grpc.ClientUnaryCall;
  Changed(argument: _toruslab_NeighboursResponse, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_ChangedResponse__Output>): grpc.ClientUnaryCall;
  Changed(argument: _toruslab_NeighboursResponse, callback: grpc.requestCallback<_toruslab_ChangedResponse__Output>): grpc.ClientUnaryCall;
  /**
   * "My place or my range changed: this is the answer to your next question about it." A hint; nothing depends on it.
   */
  changed(argument: _toruslab_NeighboursResponse, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_ChangedResponse__Output>): grpc.ClientUnaryCall;
  changed(argument: _toruslab_NeighboursResponse, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_ChangedResponse__Output>): grpc.ClientUnaryCall;
  changed(argument: _toruslab_NeighboursResponse, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_ChangedResponse__Output>): grpc.ClientUnaryCall;
  changed(argument: _toruslab_NeighboursResponse, callback: grpc.requestCallback<_toruslab_ChangedResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Every distinct finger, for a neighbour whose own table cannot be far from it.
   */
  Fingers(argument: _toruslab_FingersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_FingersResponse__Output>): grpc.ClientUnaryCall;
  Fingers(argument: _toruslab_FingersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_FingersResponse__Output>): grpc.ClientUnaryCall;
  Fingers(argument: _toruslab_FingersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_FingersResponse__Output>): grpc.ClientUnaryCall;
  Fingers(argument: _toruslab_FingersRequest, callback: grpc.requestCallback<_toruslab_FingersResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Every distinct finger, for a neighbour whose own table cannot be far from it.
   */
  fingers(argument: _toruslab_FingersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_FingersResponse__Output>): grpc.ClientUnaryCall;
  fingers(argument: _toruslab_FingersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_FingersResponse__Output>): grpc.ClientUnaryCall;
  fingers(argument: _toruslab_FingersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_FingersResponse__Output>): grpc.ClientUnaryCall;
  fingers(argument: _toruslab_FingersRequest, callback: grpc.requestCallback<_toruslab_FingersResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * "I am leaving the ring; these are my neighbours."
   */
  Leaving(argument: _toruslab_LeavingRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_LeavingResponse__Output>): grpc.ClientUnaryCall;
  Leaving(argument: _toruslab_LeavingRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_LeavingResponse__Output>): grpc.ClientUnaryCall;
  Leaving(argument: _toruslab_LeavingRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_LeavingResponse__Output>): grpc.ClientUnaryCall;
  Leaving(argument: _toruslab_LeavingRequest, callback: grpc.requestCallback<_toruslab_LeavingResponse__Output>): grpc.ClientUnaryCall;
  /**
   * "I am leaving the ring; these are my neighbours."
   */
  leaving(argument: _toruslab_LeavingRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_LeavingResponse__Output>): grpc.ClientUnaryCall;
  leaving(argument: _toruslab_LeavingRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_LeavingResponse__Output>): grpc.ClientUnaryCall;
  leaving(argument: _toruslab_LeavingRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_LeavingResponse__Output>): grpc.ClientUnaryCall;
  leaving(argument: _toruslab_LeavingRequest, callback: grpc.requestCallback<_toruslab_LeavingResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The link of two peers: both ends may send requests over it, with the messages of the unary methods, until either
   * end is done. The first frame of each direction is a HELLO. Answers may overtake each other.
   */
  Link(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_toruslab_Frames, _toruslab_Frames__Output>;
  Link(options?: grpc.CallOptions): grpc.ClientDuplexStream<_toruslab_Frames, _toruslab_Frames__Output>;
  /**
   * The link of two peers: both ends may send requests over it, with the messages of the unary methods, until either
   * end is done. The first frame of each direction is a HELLO. Answers may overtake each other.
   */
  link(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_toruslab_Frames, _toruslab_Frames__Output>;
  link(options?: grpc.CallOptions): grpc.ClientDuplexStream<_toruslab_Frames, _toruslab_Frames__Output>;
  
  /**
   * Predecessor, successor list and served range in one answer: all that stabilize and join ask.
   */
  Neighbours(argument: _toruslab_NeighboursRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_NeighboursResponse__Output>): grpc.ClientUnaryCall;
  Neighbours(argument: _toruslab_NeighboursRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_NeighboursResponse__Output>): grpc.ClientUnaryCall;
  Neighbours(argument: _toruslab_NeighboursRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_NeighboursResponse__Output>): grpc.ClientUnaryCall;
  Neighbours(argument: _toruslab_NeighboursRequest, callback: grpc.requestCallback<_toruslab_NeighboursResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Predecessor, successor list and served range in one answer: all that stabilize and join ask.
   */
  neighbours(argument: _toruslab_NeighboursRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_NeighboursResponse__Output>): grpc.ClientUnaryCall;
  neighbours(argument: _toruslab_NeighboursRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_NeighboursResponse__Output>): grpc.ClientUnaryCall;
  neighbours(argument: _toruslab_NeighboursRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_NeighboursResponse__Output>): grpc.ClientUnaryCall;
  neighbours(argument: _toruslab_NeighboursRequest, callback: grpc.requestCallback<_toruslab_NeighboursResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * "I may be your predecessor."
   */
  Notify(argument: _toruslab_NotifyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_NotifyResponse__Output>): grpc.ClientUnaryCall;
  Notify(argument: _toruslab_NotifyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_NotifyResponse__Output>): grpc.ClientUnaryCall;
  Notify(argument: _toruslab_NotifyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_NotifyResponse__Output>): grpc.ClientUnaryCall;
  Notify(argument: _toruslab_NotifyRequest, callback: grpc.requestCallback<_toruslab_NotifyResponse__Output>): grpc.ClientUnaryCall;
  /**
   * "I may be your predecessor."
   */
  notify(argument: _toruslab_NotifyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_NotifyResponse__Output>): grpc.ClientUnaryCall;
  notify(argument: _toruslab_NotifyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_NotifyResponse__Output>): grpc.ClientUnaryCall;
  notify(argument: _toruslab_NotifyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_NotifyResponse__Output>): grpc.ClientUnaryCall;
  notify(argument: _toruslab_NotifyRequest, callback: grpc.requestCallback<_toruslab_NotifyResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * "Something around you changed: stabilize when you like." A hint; nothing depends on it.
   */
  Nudge(argument: _toruslab_NudgeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_NudgeResponse__Output>): grpc.ClientUnaryCall;
  Nudge(argument: _toruslab_NudgeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_NudgeResponse__Output>): grpc.ClientUnaryCall;
  Nudge(argument: _toruslab_NudgeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_NudgeResponse__Output>): grpc.ClientUnaryCall;
  Nudge(argument: _toruslab_NudgeRequest, callback: grpc.requestCallback<_toruslab_NudgeResponse__Output>): grpc.ClientUnaryCall;
  /**
   * "Something around you changed: stabilize when you like." A hint; nothing depends on it.
   */
  nudge(argument: _toruslab_NudgeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_NudgeResponse__Output>): grpc.ClientUnaryCall;
  nudge(argument: _toruslab_NudgeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_NudgeResponse__Output>): grpc.ClientUnaryCall;
  nudge(argument: _toruslab_NudgeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_NudgeResponse__Output>): grpc.ClientUnaryCall;
  nudge(argument: _toruslab_NudgeRequest, callback: grpc.requestCallback<_toruslab_NudgeResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Who are you? Answers as long as the node runs.
   */
  Ping(argument: _toruslab_PingRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_PingResponse__Output>): grpc.ClientUnaryCall;
  Ping(argument: _toruslab_PingRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_PingResponse__Output>): grpc.ClientUnaryCall;
  Ping(argument: _toruslab_PingRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_PingResponse__Output>): grpc.ClientUnaryCall;
  Ping(argument: _toruslab_PingRequest, callback: grpc.requestCallback<_toruslab_PingResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Who are you? Answers as long as the node runs.
   */
  ping(argument: _toruslab_PingRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_PingResponse__Output>): grpc.ClientUnaryCall;
  ping(argument: _toruslab_PingRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_PingResponse__Output>): grpc.ClientUnaryCall;
  ping(argument: _toruslab_PingRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_PingResponse__Output>): grpc.ClientUnaryCall;
  ping(argument: _toruslab_PingRequest, callback: grpc.requestCallback<_toruslab_PingResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The owner of an id, as maintenance asks: each node passes the question on over the links that it has.
   */
  Resolve(argument: _toruslab_ResolveRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_ResolveResponse__Output>): grpc.ClientUnaryCall;
  Resolve(argument: _toruslab_ResolveRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_ResolveResponse__Output>): grpc.ClientUnaryCall;
  Resolve(argument: _toruslab_ResolveRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_ResolveResponse__Output>): grpc.ClientUnaryCall;
  Resolve(argument: _toruslab_ResolveRequest, callback: grpc.requestCallback<_toruslab_ResolveResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The owner of an id, as maintenance asks: each node passes the question on over the links that it has.
   */
  resolve(argument: _toruslab_ResolveRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_ResolveResponse__Output>): grpc.ClientUnaryCall;
  resolve(argument: _toruslab_ResolveRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_ResolveResponse__Output>): grpc.ClientUnaryCall;
  resolve(argument: _toruslab_ResolveRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_ResolveResponse__Output>): grpc.ClientUnaryCall;
  resolve(argument: _toruslab_ResolveRequest, callback: grpc.requestCallback<_toruslab_ResolveResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The best next step towards an id: its owner, or nodes that are closer to it.
   */
  Route(argument: _toruslab_RouteRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_RouteResponse__Output>): grpc.ClientUnaryCall;
  Route(argument: _toruslab_RouteRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_RouteResponse__Output>): grpc.ClientUnaryCall;
  Route(argument: _toruslab_RouteRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_RouteResponse__Output>): grpc.ClientUnaryCall;
  Route(argument: _toruslab_RouteRequest, callback: grpc.requestCallback<_toruslab_RouteResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The best next step towards an id: its owner, or nodes that are closer to it.
   */
  route(argument: _toruslab_RouteRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_RouteResponse__Output>): grpc.ClientUnaryCall;
  route(argument: _toruslab_RouteRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_toruslab_RouteResponse__Output>): grpc.ClientUnaryCall;
  route(argument: _toruslab_RouteRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_toruslab_RouteResponse__Output>): grpc.ClientUnaryCall;
  route(argument: _toruslab_RouteRequest, callback: grpc.requestCallback<_toruslab_RouteResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * What every node answers to everyone.
 */
export interface RingHandlers extends grpc.UntypedServiceImplementation {
  /**
   * "My place or my range changed: this is the answer to your next question about it." A hint; nothing depends on it.
   */
  Changed: grpc.handleUnaryCall<_toruslab_NeighboursResponse__Output, _toruslab_ChangedResponse>;
  
  /**
   * Every distinct finger, for a neighbour whose own table cannot be far from it.
   */
  Fingers: grpc.handleUnaryCall<_toruslab_FingersRequest__Output, _toruslab_FingersResponse>;
  
  /**
   * "I am leaving the ring; these are my neighbours."
   */
  Leaving: grpc.handleUnaryCall<_toruslab_LeavingRequest__Output, _toruslab_LeavingResponse>;
  
  /**
   * The link of two peers: both ends may send requests over it, with the messages of the unary methods, until either
   * end is done. The first frame of each direction is a HELLO. Answers may overtake each other.
   */
  Link: grpc.handleBidiStreamingCall<_toruslab_Frames__Output, _toruslab_Frames>;
  
  /**
   * Predecessor, successor list and served range in one answer: all that stabilize and join ask.
   */
  Neighbours: grpc.handleUnaryCall<_toruslab_NeighboursRequest__Output, _toruslab_NeighboursResponse>;
  
  /**
   * "I may be your predecessor."
   */
  Notify: grpc.handleUnaryCall<_toruslab_NotifyRequest__Output, _toruslab_NotifyResponse>;
  
  /**
   * "Something around you changed: stabilize when you like." A hint; nothing depends on it.
   */
  Nudge: grpc.handleUnaryCall<_toruslab_NudgeRequest__Output, _toruslab_NudgeResponse>;
  
  /**
   * Who are you? Answers as long as the node runs.
   */
  Ping: grpc.handleUnaryCall<_toruslab_PingRequest__Output, _toruslab_PingResponse>;
  
  /**
   * The owner of an id, as maintenance asks: each node passes the question on over the links that it has.
   */
  Resolve: grpc.handleUnaryCall<_toruslab_ResolveRequest__Output, _toruslab_ResolveResponse>;
  
  /**
   * The best next step towards an id: its owner, or nodes that are closer to it.
   */
  Route: grpc.handleUnaryCall<_toruslab_RouteRequest__Output, _toruslab_RouteResponse>;
  
}

export interface RingDefinition extends grpc.ServiceDefinition {
  Changed: MethodDefinition<_toruslab_NeighboursResponse, _toruslab_ChangedResponse, _toruslab_NeighboursResponse__Output, _toruslab_ChangedResponse__Output>
  Fingers: MethodDefinition<_toruslab_FingersRequest, _toruslab_FingersResponse, _toruslab_FingersRequest__Output, _toruslab_FingersResponse__Output>
  Leaving: MethodDefinition<_toruslab_LeavingRequest, _toruslab_LeavingResponse, _toruslab_LeavingRequest__Output, _toruslab_LeavingResponse__Output>
  Link: MethodDefinition<_toruslab_Frames, _toruslab_Frames, _toruslab_Frames__Output, _toruslab_Frames__Output>
  Neighbours: MethodDefinition<_toruslab_NeighboursRequest, _toruslab_NeighboursResponse, _toruslab_NeighboursRequest__Output, _toruslab_NeighboursResponse__Output>
  Notify: MethodDefinition<_toruslab_NotifyRequest, _toruslab_NotifyResponse, _toruslab_NotifyRequest__Output, _toruslab_NotifyResponse__Output>
  Nudge: MethodDefinition<_toruslab_NudgeRequest, _toruslab_NudgeResponse, _toruslab_NudgeRequest__Output, _toruslab_NudgeResponse__Output>
  Ping: MethodDefinition<_toruslab_PingRequest, _toruslab_PingResponse, _toruslab_PingRequest__Output, _toruslab_PingResponse__Output>
  Resolve: MethodDefinition<_toruslab_ResolveRequest, _toruslab_ResolveResponse, _toruslab_ResolveRequest__Output, _toruslab_ResolveResponse__Output>
  Route: MethodDefinition<_toruslab_RouteRequest, _toruslab_RouteResponse, _toruslab_RouteRequest__Output, _toruslab_RouteResponse__Output>
}
