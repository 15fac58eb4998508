import type { INestApplication } from '@nestjs/common';

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/** Every route that the application answers, `GET /v1/members/:member`, as its router has registered it; sorted. */
export function routesOf(app: INestApplication): readonly string[] {
  const { router } = app.getHttpAdapter().getInstance() as { readonly router: { readonly stack: Layer[] } };
  const routes = router.stack.flatMap(({ route }) =>
    route === undefined
      ? []
      : Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`),
  );
  // The files of the viewer are one thing.
  return [...new Set(routes.map((route) => route.replace(/^GET \/docs\/.*/, 'GET /docs/*')))].sort();
}
