import type { PageWords } from './en.ts'

export const fr: PageWords = {
  unknown: {
    title: 'Ce lien ne fonctionne pas',
    text: 'Il a peut-être expiré, déjà servi ou été coupé en chemin. S’il n’a pas encore servi, ouvrez-le de nouveau depuis le message reçu et copiez-le en entier.',
  },
  refused: { title: 'Cela n’a pas marché', text: 'Revenez en arrière et réessayez dans une minute.' },
  failed: {
    title: 'Cela n’a pas marché',
    text: 'L’erreur vient de nous. Réessayez dans quelques minutes.',
  },
  unsubscribe: {
    title: 'Plus d’e-mails ?',
    text: 'Nous ne vous écrirons plus dès que vous aurez appuyé sur le bouton.',
    press: 'Se désinscrire',
  },
  unsubscribed: {
    title: 'Vous êtes désinscrit',
    text: 'Nous ne vous enverrons plus d’e-mails. Il n’y a rien d’autre à faire ; vous pouvez fermer cette page.',
  },
  form: {
    title: 'Qu’est-ce qui a changé pour vous ?',
    text: 'Répondez à ce que vous voulez ; laissez le reste.',
    none: 'Choisissez au moins une réponse.',
    send: 'Envoyer',
  },
  thanks: {
    title: 'Merci',
    text: 'Vos réponses nous sont parvenues. Vous pouvez fermer cette page.',
  },
  footer: 'Vous recevez ce message parce que vous y avez consenti. Se désinscrire :',
}
