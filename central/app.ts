import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import fastify, { type FastifyBaseLogger } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { CONTENT_SECURITY_POLICY } from '../shared/api/content-security-policy.ts'
import { registerGuard, type ServiceAccess } from './auth/guard.ts'
import { registerIdempotency } from './auth/idempotency.ts'
import { invitationRoutes } from './auth/invitation-page.ts'
import { shopRoutes } from './channels/shop-routes.ts'
import { registerClosing } from './closing.ts'
import { importDepsOf } from './imports/central-deps.ts'
import { registerImports } from './imports/routes.ts'
import { LIMITS, type Limits, registerLimits, timeLimits } from './limits.ts'
import { type LinkRoutes, registerLinks } from './links/public-routes.ts'
import { MAX_TOKEN } from './links/signed-links.ts'
import { unsubscribeRoutes } from './mail/unsubscribe-routes.ts'
import { registerTiming } from './metrics.ts'
import { clickRoutes } from './nurture/click-routes.ts'
import { formRoutes } from './nurture/form-routes.ts'
import { registerOpenApi } from './openapi.ts'
import { notFound, registerProblems, unreadableAddress } from './problems.ts'
import { apiKeyRoutes } from './routes/api-keys.ts'
import { assignmentRoutes } from './routes/assignments.ts'
import { briefRoutes } from './routes/brief.ts'
import { campaignRoutes } from './routes/campaigns.ts'
import { channelRoutes } from './routes/channels.ts'
import { contactRoutes } from './routes/contact.ts'
import type { App, CentralDeps } from './routes/deps.ts'
import { deviceRoutes } from './routes/devices.ts'
import { distributionRoutes } from './routes/distribution.ts'
import { duplicateRoutes } from './routes/duplicates.ts'
import { enricherRoutes } from './routes/enrichers.ts'
import { erasureRoutes } from './routes/erasures.ts'
import { escalationRoutes } from './routes/escalations.ts'
import { handOffRoutes } from './routes/hand-offs.ts'
import { healthRoutes } from './routes/health.ts'
import { invitationApiRoutes } from './routes/invitations.ts'
import { leadRoutes } from './routes/leads.ts'
import { mailRoutes } from './routes/mails.ts'
import { nurtureRoutes } from './routes/nurture.ts'
import { peopleRoutes } from './routes/people.ts'
import { pokeRoutes } from './routes/poke.ts'
import { policyRoutes } from './routes/policies.ts'
import { poolRoutes } from './routes/pool.ts'
import { queueRoutes } from './routes/queues.ts'
import { reassignmentRoutes } from './routes/reassignments.ts'
import { reportRoutes } from './routes/reports.ts'
import { responseRoutes } from './routes/responses.ts'
import { sessionRoutes } from './routes/session.ts'
import { suppressionRoutes } from './routes/suppressions.ts'
import { syncRoutes } from './routes/sync.ts'
import { teamRoutes } from './routes/teams.ts'
import { registerStatic } from './static-files.ts'

export interface AppOptions {
  deps: CentralDeps
  service: ServiceAccess
  staticDir: string | null
  logger: FastifyBaseLogger
  limits?: Limits
}

/** The whole service as one Fastify application, not yet listening. */
export async function buildApp({
  deps,
  service,
  staticDir,
  logger,
  limits = LIMITS,
}: AppOptions): Promise<App> {
  const app = fastify({
    loggerInstance: logger,
    bodyLimit: 2 ** 20,
    ...timeLimits(limits),
    trustProxy: 'loopback',
    forceCloseConnections: true,
    return503OnClosing: false,
    // Signed links are longer than the 100 characters that a parameter may have by default.
    routerOptions: { maxParamLength: MAX_TOKEN },
    frameworkErrors: unreadableAddress,
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  registerProblems(app)
  const closing = registerClosing(app)
  registerTiming(app, deps.metrics)
  await registerOpenApi(app)
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: Object.fromEntries(Object.entries(CONTENT_SECURITY_POLICY).map(([k, v]) => [k, [...v]])),
    },
    // Of use behind https only, and harmful on a plain loopback address.
    strictTransportSecurity: false,
  })
  // The usual level takes thrice the time for an eighth less.
  await app.register(compress, { threshold: 1024, encodings: ['gzip', 'deflate'], zlibOptions: { level: 3 } })
  await registerLimits(app, limits)
  registerGuard(app, deps.db, service, deps.now)
  await app.register(
    async (scope) => {
      const api = scope.withTypeProvider<ZodTypeProvider>()
      api.addHook('onSend', async (_request, reply) => {
        if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
      })
      // A route that names no query parameters takes none.
      api.addHook('onRoute', (route) => {
        route.schema = { querystring: z.strictObject({}), ...route.schema }
      })
      registerIdempotency(api, deps.db, deps.now)
      for (const routes of ROUTES) routes(api, deps)
      registerImports(scope, { ...importDepsOf(deps), ran: (progress) => deps.metrics.imported(progress) })
      // After the poke lines are ended.
      scope.addHook('preClose', closing.drain)
    },
    { prefix: '/api/v1' },
  )
  await registerLinks(app, deps, LINK_ROUTES)
  if (staticDir) await registerStatic(app, staticDir)
  else app.setNotFoundHandler(notFound)
  return app
}

const ROUTES = [
  healthRoutes,
  sessionRoutes,
  syncRoutes,
  pokeRoutes,
  assignmentRoutes,
  reassignmentRoutes,
  poolRoutes,
  queueRoutes,
  leadRoutes,
  peopleRoutes,
  teamRoutes,
  apiKeyRoutes,
  invitationApiRoutes,
  campaignRoutes,
  policyRoutes,
  channelRoutes,
  distributionRoutes,
  enricherRoutes,
  suppressionRoutes,
  responseRoutes,
  duplicateRoutes,
  contactRoutes,
  briefRoutes,
  mailRoutes,
  handOffRoutes,
  reportRoutes,
  escalationRoutes,
  deviceRoutes,
  erasureRoutes,
  nurtureRoutes,
]

/** What people outside may open by a signed link: a line each. */
const LINK_ROUTES: readonly LinkRoutes[] = [
  invitationRoutes,
  unsubscribeRoutes,
  clickRoutes,
  formRoutes,
  shopRoutes,
]
