/** Brands that give anybody an address, with the endings under which they do. */
const BRANDS: Record<string, string> = {
  gmail: 'com',
  googlemail: 'com de co.uk',
  hotmail:
    'com co.uk fr de it es be nl ch dk se no fi pt gr ca com.ar com.br com.mx com.tr com.au cl co.jp co.kr co.nz co.za co.il co.th sg ie at cz hu pl rs',
  outlook:
    'com de fr es it be at dk ie pt cz hu sk gr cl co.th com.ar com.au com.br com.tr co.id jp kr ph sa sg in my lv',
  live: 'com co.uk fr de it nl be se no dk ca com.au com.mx com.ar com.pt com.my cl jp ie at cn hk in co.za',
  msn: 'com',
  yahoo:
    'com co.uk fr de it es ca gr ie se no dk pl ro nl be at in co.in co.jp co.id co.nz co.za co.kr co.th com.ar com.au com.br com.cn com.co com.hk com.mx com.my com.pe com.ph com.sg com.tr com.tw com.ve com.vn cl hu cz',
  ymail: 'com',
  rocketmail: 'com',
  icloud: 'com',
  me: 'com',
  mac: 'com',
  aol: 'com de fr co.uk it es nl be se',
  aim: 'com',
  gmx: 'de net at ch com fr es co.uk us info org',
  mail: 'com ru ee de bg com.tr',
  protonmail: 'com ch',
  proton: 'me',
  tutanota: 'com de',
  zoho: 'com eu in',
  zohomail: 'com eu in',
  yandex: 'com ru ua by kz com.tr',
  inbox: 'com ru lv lt eu',
  fastmail: 'com fm',
}

/** National services, by country of most of their users. */
const NATIONAL =
  // Germany, Austria, Switzerland
  'web.de t-online.de freenet.de arcor.de online.de email.de posteo.de mailbox.org kabelmail.de aon.at chello.at bluewin.ch hispeed.ch sunrise.ch ' +
  // France, Belgium, the Netherlands, Luxembourg
  'orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr club-internet.fr skynet.be telenet.be proximus.be scarlet.be ziggo.nl kpnmail.nl planet.nl hetnet.nl home.nl xs4all.nl casema.nl upcmail.nl pt.lu ' +
  // Italy, Spain, Portugal, Greece
  'libero.it virgilio.it alice.it tin.it tiscali.it email.it fastwebnet.it telefonica.net terra.es ono.com sapo.pt iol.pt otenet.gr ' +
  // United Kingdom, Ireland
  'btinternet.com sky.com virginmedia.com ntlworld.com talktalk.net blueyonder.co.uk tiscali.co.uk o2.co.uk eircom.net ' +
  // Nordic and Baltic countries
  'telia.com bredband.net online.no broadpark.no jubii.dk stofanet.dk kolumbus.fi luukku.com elisanet.fi simnet.is hot.ee delfi.lv ' +
  // Poland, Czechia, Slovakia, Hungary, Romania, Bulgaria, Croatia, Slovenia, Ukraine, Russia, Turkey
  'wp.pl o2.pl onet.pl op.pl interia.pl gazeta.pl poczta.onet.pl tlen.pl seznam.cz centrum.cz email.cz volny.cz post.cz azet.sk centrum.sk zoznam.sk freemail.hu citromail.hu t-online.hu abv.bg dir.bg net.hr siol.net ukr.net i.ua meta.ua bigmir.net bk.ru list.ru rambler.ru ya.ru mynet.com ' +
  // United States, Canada
  'comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com optonline.net frontier.com windstream.net pacbell.net rogers.com sympatico.ca shaw.ca telus.net videotron.ca ' +
  // Latin America
  'uol.com.br bol.com.br terra.com.br ig.com.br globo.com fibertel.com.ar speedy.com.ar arnet.com.ar prodigy.net.mx vtr.net ' +
  // Australia, New Zealand, South Africa
  'bigpond.com bigpond.net.au optusnet.com.au iinet.net.au tpg.com.au xtra.co.nz slingshot.co.nz mweb.co.za telkomsa.net webmail.co.za ' +
  // Asia
  'qq.com 163.com 126.com yeah.net sina.com sina.cn sohu.com foxmail.com aliyun.com 139.com 189.cn naver.com hanmail.net daum.net nate.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp nifty.com rediffmail.com sify.com pchome.com.tw netvigator.com singnet.com.sg walla.co.il walla.com netvision.net.il emirates.net.ae ' +
  // Anywhere
  'hushmail.com hey.com pm.me duck.com mail.ru gmx.de tuta.io tuta.com lycos.com usa.com email.com post.com'

/** Domains under which anybody can have an address: sharing one says nothing of two people. */
export const FREEMAIL: ReadonlySet<string> = new Set([
  ...Object.entries(BRANDS).flatMap(([brand, endings]) => endings.split(' ').map((end) => `${brand}.${end}`)),
  ...NATIONAL.split(' '),
])
