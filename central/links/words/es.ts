import type { PageWords } from './en.ts'

export const es: PageWords = {
  unknown: {
    title: 'Este enlace no funciona',
    text: 'Puede que haya caducado, que ya se haya usado o que se haya cortado por el camino. Si no se ha usado, ábralo otra vez desde el mensaje en que llegó y cópielo entero.',
  },
  refused: { title: 'No ha funcionado', text: 'Vuelva atrás e inténtelo de nuevo en un minuto.' },
  failed: {
    title: 'No ha funcionado',
    text: 'El error es nuestro. Inténtelo de nuevo en unos minutos.',
  },
  unsubscribe: {
    title: '¿No quiere más correos?',
    text: 'Dejaremos de escribirle en cuanto pulse el botón.',
    press: 'Darme de baja',
  },
  unsubscribed: {
    title: 'Se ha dado de baja',
    text: 'No le enviaremos más correos. No hace falta nada más; puede cerrar esta página.',
  },
  form: {
    title: '¿Qué ha cambiado para usted?',
    text: 'Responda lo que quiera y deje lo demás.',
    none: 'Elija al menos una respuesta.',
    send: 'Enviar',
  },
  thanks: {
    title: 'Gracias',
    text: 'Hemos recibido sus respuestas. Puede cerrar esta página.',
  },
  footer: 'Recibe este mensaje porque dio su consentimiento. Darse de baja:',
}
