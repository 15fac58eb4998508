import type { DynamicModule } from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import { refuseStrangers } from './access/sample-openness.js';
import { AppModule } from './app.module.js';
import { serveConsole } from './console/console-files.js';
import { compressAnswers } from './http/compressed-answers.js';
import { tellWhenEnded } from './http/ended-request.js';
import { ProblemFilter } from './http/problem.filter.js';
import { openContext } from './http/request-context.js';
import { logRequests } from './http/request-log.js';
import { securityHeaders } from './http/security-headers.js';
import { NestLogger } from './nest-logger.js';
import { openApiDocument } from './openapi/document.js';
import type { Service } from './service.js';

/** Builds the application around an open ledger; it listens to nothing yet. `root` may add to its modules. */
export async function createApp(
  service: Service,
  version: string,
  root: DynamicModule = AppModule.of(service),
): Promise<NestExpressApplication> {
  const options = new NestApplicationContextOptions();
  options.logger = new NestLogger(service.logger);
  options.abortOnError = false;
  const app = await NestFactory.create<NestExpressApplication>(
    root,
    Object.assign(options, { bodyParser: false }),
  );
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(
    tellWhenEnded(logRequests(service.logger), (ended) => {
      service.metrics.requestEnded(ended);
    }),
  );
  app.use(openContext);
  app.use(securityHeaders);
  app.use(compressAnswers);
  if (service.openScope !== null) app.use(refuseStrangers);
  app.useGlobalFilters(new ProblemFilter(service));
  SwaggerModule.setup('docs', app, openApiDocument(app, version), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'canbao-ledger',
  });
  serveConsole(app);
  service.start();
  return app;
}
