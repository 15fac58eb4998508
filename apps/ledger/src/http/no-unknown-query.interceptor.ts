import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { Request } from 'express';
import { unknownParameters } from './input.pipe.js';

/** Whether a route reads its query at all, by its method. */
const readsQuery = new WeakMap<object, boolean>();

/**
 * Refuses query parameters where a route reads none; where it reads some, its class names them (`InputPipe`). Nobody is to think that
 * `?on=` counts where only the body does.
 */
@Injectable()
export class NoUnknownQueryInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): ReturnType<CallHandler['handle']> {
    const { query, path } = context.switchToHttp().getRequest<Request>();
    const names = Object.keys(query);
    if (names.length > 0 && path.startsWith('/v1/') && !isQueryRead(context)) throw unknownParameters(names);
    return next.handle();
  }
}

function isQueryRead(context: ExecutionContext): boolean {
  const handler = context.getHandler();
  const known = readsQuery.get(handler);
  if (known !== undefined) return known;
  const found = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), handler.name) as unknown;
  const isRead = Object.keys(found ?? {}).some((key) => key.startsWith(`${String(RouteParamtypes.QUERY)}:`));
  readsQuery.set(handler, isRead);
  return isRead;
}
