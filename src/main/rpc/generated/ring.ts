import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { ChangedResponse as _toruslab_ChangedResponse, ChangedResponse__Output as _toruslab_ChangedResponse__Output } from './toruslab/ChangedResponse';
import type { FingersRequest as _toruslab_FingersRequest, FingersRequest__Output as _toruslab_FingersRequest__Output } from './toruslab/FingersRequest';
import type { FingersResponse as _toruslab_FingersResponse, FingersResponse__Output as _toruslab_FingersResponse__Output } from './toruslab/FingersResponse';
import type { Frame as _toruslab_Frame, Frame__Output as _toruslab_Frame__Output } from './toruslab/Frame';
import type { Frames as _toruslab_Frames, Frames__Output as _toruslab_Frames__Output } from './toruslab/Frames';
import type { Hello as _toruslab_Hello, Hello__Output as _toruslab_Hello__Output } from './toruslab/Hello';
import type { LeavingRequest as _toruslab_LeavingRequest, LeavingRequest__Output as _toruslab_LeavingRequest__Output } from './toruslab/LeavingRequest';
import type { LeavingResponse as _toruslab_LeavingResponse, LeavingResponse__Output as _toruslab_LeavingResponse__Output } from './toruslab/LeavingResponse';
import type { NeighboursRequest as _toruslab_NeighboursRequest, NeighboursRequest__Output as _toruslab_NeighboursRequest__Output } from './toruslab/NeighboursRequest';
import type { NeighboursResponse as _toruslab_NeighboursResponse, NeighboursResponse__Output as _toruslab_NeighboursResponse__Output } from './toruslab/NeighboursResponse';
import type { NodeRef as _toruslab_NodeRef, NodeRef__Output as _toruslab_NodeRef__Output } from './toruslab/NodeRef';
import type { NotifyRequest as _toruslab_NotifyRequest, NotifyRequest__Output as _toruslab_NotifyRequest__Output } from './toruslab/NotifyRequest';
import type { NotifyResponse as _toruslab_NotifyResponse, NotifyResponse__Output as _toruslab_NotifyResponse__Output } from './toruslab/NotifyResponse';
import type { NudgeRequest as _toruslab_NudgeRequest, NudgeRequest__Output as _toruslab_NudgeRequest__Output } from './toruslab/NudgeRequest';
import type { NudgeResponse as _toruslab_NudgeResponse, NudgeResponse__Output as _toruslab_NudgeResponse__Output } from './toruslab/NudgeResponse';
import type { PingRequest as _toruslab_PingRequest, PingRequest__Output as _toruslab_PingRequest__Output } from './toruslab/PingRequest';
import type { PingResponse as _toruslab_PingResponse, PingResponse__Output as _toruslab_PingResponse__Output } from './toruslab/PingResponse';
import type { ResolveRequest as _toruslab_ResolveRequest, ResolveRequest__Output as _toruslab_ResolveRequest__Output } from './toruslab/ResolveRequest';
import type { ResolveResponse as _toruslab_ResolveResponse, ResolveResponse__Output as _toruslab_ResolveResponse__Output } from './toruslab/ResolveResponse';
import type { RingClient as _toruslab_RingClient, RingDefinition as _toruslab_RingDefinition } from './toruslab/Ring';
import type { RouteCloser as _toruslab_RouteCloser, RouteCloser__Output as _toruslab_RouteCloser__Output } from './toruslab/RouteCloser';
import type { RouteOwner as _toruslab_RouteOwner, RouteOwner__Output as _toruslab_RouteOwner__Output } from './toruslab/RouteOwner';
import type { RouteRequest as _toruslab_RouteRequest, RouteRequest__Output as _toruslab_RouteRequest__Output } from './toruslab/RouteRequest';
import type { RouteResponse as _toruslab_RouteResponse, RouteResponse__Output as _toruslab_RouteResponse__Output } from './toruslab/RouteResponse';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  toruslab: {
    ChangedResponse: MessageTypeDefinition<_toruslab_ChangedResponse, _toruslab_ChangedResponse__Output>
    FingersRequest: MessageTypeDefinition<_toruslab_FingersRequest, _toruslab_FingersRequest__Output>
    FingersResponse: MessageTypeDefinition<_toruslab_FingersResponse, _toruslab_FingersResponse__Output>
    Frame: MessageTypeDefinition<_toruslab_Frame, _toruslab_Frame__Output>
    Frames: MessageTypeDefinition<_toruslab_Frames, _toruslab_Frames__Output>
    Hello: MessageTypeDefinition<_toruslab_Hello, _toruslab_Hello__Output>
    LeavingRequest: MessageTypeDefinition<_toruslab_LeavingRequest, _toruslab_LeavingRequest__Output>
    LeavingResponse: MessageTypeDefinition<_toruslab_LeavingResponse, _toruslab_LeavingResponse__Output>
    Method: EnumTypeDefinition
    NeighboursRequest: MessageTypeDefinition<_toruslab_NeighboursRequest, _toruslab_NeighboursRequest__Output>
    NeighboursResponse: MessageTypeDefinition<_toruslab_NeighboursResponse, _toruslab_NeighboursResponse__Output>
    NodeRef: MessageTypeDefinition<_toruslab_NodeRef, _toruslab_NodeRef__Output>
    NotifyRequest: MessageTypeDefinition<_toruslab_NotifyRequest, _toruslab_NotifyRequest__Output>
    NotifyResponse: MessageTypeDefinition<_toruslab_NotifyResponse, _toruslab_NotifyResponse__Output>
    NudgeRequest: MessageTypeDefinition<_toruslab_NudgeRequest, _toruslab_NudgeRequest__Output>
    NudgeResponse: MessageTypeDefinition<_toruslab_NudgeResponse, _toruslab_NudgeResponse__Output>
    PingRequest: MessageTypeDefinition<_toruslab_PingRequest, _toruslab_PingRequest__Output>
    PingResponse: MessageTypeDefinition<_toruslab_PingResponse, _toruslab_PingResponse__Output>
    ResolveRequest: MessageTypeDefinition<_toruslab_ResolveRequest, _toruslab_ResolveRequest__Output>
    ResolveResponse: MessageTypeDefinition<_toruslab_ResolveResponse, _toruslab_ResolveResponse__Output>
    /**
     * What every node answers to everyone.
     */
    Ring: SubtypeConstructor<typeof grpc.Client, _toruslab_RingClient> & { service: _toruslab_RingDefinition }
    RouteCloser: MessageTypeDefinition<_toruslab_RouteCloser, _toruslab_RouteCloser__Output>
    RouteOwner: MessageTypeDefinition<_toruslab_RouteOwner, _toruslab_RouteOwner__Output>
    RouteRequest: MessageTypeDefinition<_toruslab_RouteRequest, _toruslab_RouteRequest__Output>
    RouteResponse: MessageTypeDefinition<_toruslab_RouteResponse, _toruslab_RouteResponse__Output>
  }
}

