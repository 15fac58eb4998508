import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ACTIONS, ROLE_ACTIONS } from '#libs/ledger';
import { notAuthenticated, saysPurpose } from '../access/access.guard.js';
import { callerOf, type Caller } from '../access/caller.js';
import { callerWithKey } from '../access/caller-with-key.js';
import { Public } from '../access/permissions.js';
import { Answer } from '../http/answer.js';
import { Documented } from '../openapi/documented.js';
import { Service } from '../service.js';
import { forgetKey, keepKey } from './session-cookie.js';
import { SessionBody } from './session.dto.js';

/** Who uses the console, and what it may show them. Public: without a key it says that nobody is signed in. */
@ApiTags('session')
@Public()
@Controller('v1/session')
export class SessionController {
  constructor(private readonly service: Service) {}

  @Get()
  @Documented({ summary: 'Who is signed in, and what they may do', answer: 'Session' })
  async get(@Req() request: Request): Promise<Answer> {
    return new Answer(await this.sessionOf(callerOf(request)));
  }

  @Post()
  @HttpCode(200)
  @Documented({
    summary: 'Sign in with a key; a cookie keeps it, which counts beside the header `Canbao-Console: 1` only',
    answer: 'Session',
  })
  async signIn(
    @Body() { key }: SessionBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Answer> {
    if (this.service.openScope !== null) return this.get(request);
    const caller = await callerWithKey(this.service, key.trim());
    if (caller === undefined) throw notAuthenticated;
    keepKey(request, response, key.trim());
    return new Answer(await this.sessionOf(caller));
  }

  @Delete()
  @Documented({ summary: 'Sign out', answer: 'Session' })
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<Answer> {
    forgetKey(request, response);
    return this.service.openScope === null ? new Answer(await this.sessionOf(undefined)) : this.get(request);
  }

  private async sessionOf(caller: Caller | undefined): Promise<object> {
    const { today, engine } = await this.service.ledger.status();
    return {
      mode: this.service.openScope === null ? 'key' : 'sample',
      role: caller?.role ?? null,
      actor: caller?.actor ?? null,
      actions: actionsOf(caller),
      regions: caller?.scope.regions ?? [],
      needsPurpose: caller !== undefined && saysPurpose(caller),
      today,
      engine,
    };
  }
}

function actionsOf(caller: Caller | undefined): readonly string[] {
  if (caller === undefined) return [];
  return caller.role === 'sample' ? ACTIONS : ROLE_ACTIONS[caller.role];
}
