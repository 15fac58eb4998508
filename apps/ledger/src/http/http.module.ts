import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AccessLogInterceptor } from '../access-log/access-log.interceptor.js';
import { AnswerInterceptor } from './answer.interceptor.js';
import { InputPipe } from './input.pipe.js';
import { JsonBodyInterceptor } from './json-body.interceptor.js';
import { NoUnknownQueryInterceptor } from './no-unknown-query.interceptor.js';
import { ProblemPagesController } from './problem-pages.controller.js';
import { RequestInterceptor } from './request.interceptor.js';

/** How every route reads its input and writes its answer. */
@Module({
  controllers: [ProblemPagesController],
  providers: [
    AnswerInterceptor,
    AccessLogInterceptor,
    NoUnknownQueryInterceptor,
    JsonBodyInterceptor,
    { provide: APP_INTERCEPTOR, useClass: RequestInterceptor },
    { provide: APP_PIPE, useClass: InputPipe },
  ],
})
export class HttpModule {}
