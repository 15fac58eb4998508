import { Module } from '@nestjs/common';
import { Asker } from '../questions/asker.js';
import { LogController } from './log.controller.js';
import {
  LogEntryHandler,
  LogHandler,
  MemberEventsHandler,
  MemberHandler,
  MemberVersionHandler,
  MembersListHandler,
} from './member.queries.js';
import { MembersController } from './members.controller.js';

@Module({
  controllers: [MembersController, LogController],
  providers: [
    Asker,
    MembersListHandler,
    MemberHandler,
    MemberVersionHandler,
    MemberEventsHandler,
    LogHandler,
    LogEntryHandler,
  ],
})
export class MembersModule {}
