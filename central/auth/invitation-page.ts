import { z } from 'zod'
import { password as passwordRule } from '../../shared/api/api.ts'
import { escaped } from '../../shared/brief/html.ts'
import { sendPage, sendUnknownLink } from '../links/page.ts'
import type { App, CentralDeps } from '../routes/deps.ts'
import { acceptInvitation, invitedBy } from './invitations.ts'

const params = z.object({ token: z.string() })
/** Nobody opens many. */
const config = { rateLimit: { max: 20, timeWindow: '1 minute' } }

/** The page on which somebody who was invited chooses their password. */
export function invitationRoutes(app: App, deps: CentralDeps): void {
  app.get('/invitation/:token', { config, schema: { params } }, async (request, reply) => {
    const found = await invitedBy(deps, request.params.token, deps.now())
    return found ? sendPage(reply, choose(found.email)) : sendUnknownLink(reply)
  })

  app.post('/invitation/:token', { config, schema: { params } }, async (request, reply) => {
    const { token } = request.params
    const found = await invitedBy(deps, token, deps.now())
    if (!found) return sendUnknownLink(reply)
    const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
    const wrong = wrongWith(form.get('password') ?? '', form.get('again') ?? '')
    if (wrong !== null) return sendPage(reply, { ...choose(found.email, wrong), status: 400 })
    const done = await acceptInvitation(deps, token, form.get('password')!, deps.now())
    return done ? sendPage(reply, DONE) : sendUnknownLink(reply)
  })
}

function wrongWith(password: string, again: string): string | null {
  if (!passwordRule.safeParse(password).success) return 'A password has 8 to 200 characters.'
  return password === again ? null : 'The two are not the same.'
}

/** The address stands in the form so that password managers know whose password it is. */
const choose = (email: string, wrong?: string) => ({
  title: 'Choose your password',
  body: `<p class="quiet">For ${escaped(email)}</p>
<form method="post">
<input type="email" name="email" value="${escaped(email)}" autocomplete="username" readonly hidden>
<p><label for="password">Password, at least 8 characters</label>
<input id="password" name="password" type="password" autocomplete="new-password" minlength="8" maxlength="200" required autofocus${wrong ? ' aria-invalid="true" aria-describedby="wrong"' : ''}></p>
<p><label for="again">The same once more</label>
<input id="again" name="again" type="password" autocomplete="new-password" minlength="8" maxlength="200" required></p>
${wrong ? `<p class="wrong" id="wrong" role="alert">${wrong}</p>` : ''}
<button>Set password</button>
</form>`,
})

const DONE = {
  title: 'Your password is set',
  body: '<p>Sign in with it from now on. You are signed out wherever you were signed in before.</p><p><a class="button" href="/">Sign in</a></p>',
}
