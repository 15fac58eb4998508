import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AccessLogInterceptor } from '../access-log/access-log.interceptor.js';
import { AnswerInterceptor } from './answer.interceptor.js';
import { InputPipe } from './input.pipe.js';
import { JsonBodyInterceptor } from './json-body.interceptor.js';
import { NoUnknownQueryInterceptor } from './no-unknown-query.interceptor.js';
import { ProblemPagesController } from './problem-pages.controller.js';

/** How every route reads its input and writes its answer. */
@Module({
  controllers: [ProblemPagesController],
  providers: [
    { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
    { provide: APP_INTERCEPTOR, useClass: AccessLogInterceptor },
    { provide: APP_INTERCEPTOR, useClass: NoUnknownQueryInterceptor },
    { provide: APP_INTERCEPTOR, useClass: JsonBodyInterceptor },
    { provide: APP_PIPE, useClass: InputPipe },
  ],
})
export class HttpModule {}
