import { foldName } from './fold-name.ts'

/** Names that people use for one another: English, German, Spanish, French. The first of each line is what the line is compared by. */
const LINES = `
william will bill billy willy
robert rob bob bobby bert
richard rick rich dick ricky
james jim jimmy jamie
john jack johnny jon
jonathan jon johnny
michael mike mick mickey micky
thomas tom tommy
charles charlie chuck chas
edward ed eddie ted ned
joseph joe joey
david dave davey
daniel dan danny
matthew matt
andrew andy drew
anthony tony
christopher chris kit topher
nicholas nick nico
steven steve stephen stefan
stephan stefan steffen
peter pete
patrick pat paddy
samuel sam sammy
benjamin ben benny
alexander alex sandy xander sascha
gregory greg
timothy tim
kenneth ken kenny
ronald ron ronnie
donald don donnie
lawrence larry laurence
francis frank
franklin frank
gerald gerry jerry
jeffrey jeff geoffrey geoff
philip phil phillip
raymond ray
frederick fred freddie
henry harry hank
albert al bert
leonard len leo
nathaniel nathan nate
zachary zach zack
joshua josh
elizabeth liz lizzie beth betty eliza lisa libby
margaret maggie meg peggy greta
katherine kate kathy katie kathryn catherine cathy katy
patricia pat patty trish
jennifer jen jenny
rebecca becky becca
susan sue susie
deborah deb debbie
barbara barb babs
victoria vicky tori
alexandra alex sandra
christina chris tina christine
samantha sam
jessica jess jessie
pamela pam
theresa terry tess teresa
abigail abby
amanda mandy
mitchell mitch mitchel
douglas doug
theodore ted theo
russell russ
vincent vince vinnie
walter walt wally
arthur art
bradley brad
jacob jake
stanley stan
christopher christof christoph
ann anne anna annie
cynthia cindy
dorothy dot dottie
hans johannes johann
friedrich fritz fred
heinrich heinz heiner
wilhelm willi willy
joachim jochen achim
ulrich uli
ulrike uli
andreas andi andy
matthias mathias matze
maximilian max maxi
sebastian basti
michaela michi
michael michi
wolfgang wolf
guenther gunter gunther
ruediger rudi
rudolf rudi
josef sepp jupp
franz franzl
katharina kathi katrin
elisabeth lisa sissi elli
margarete grete gretel
susanne susi
gabriele gabi
manfred manni
gerhard gerd
bernhard bernd
reinhard reiner
jose pepe
francisco paco pancho curro
jesus chuy
ignacio nacho
manuel manolo
antonio tono toni
rafael rafa
guadalupe lupe
dolores lola
concepcion concha
mercedes merche
rosario charo
enrique quique
eduardo lalo edu
fernando fer nando
javier javi
santiago santi
alejandro alex jano
alejandra alex ale
guillermo memo guille
isabel isa
frederic fred
emmanuel manu
stephane steph
stephanie steph
nicolas nico
dominique dom
`

const byName = new Map<string, string[]>()
for (const line of LINES.split('\n')) {
  const names = line.split(' ').map(foldName)
  for (const name of names) {
    const meanings = byName.get(name) ?? [name]
    if (!meanings.includes(names[0]!)) meanings.push(names[0]!)
    byName.set(name, meanings)
  }
}

/** What a given name (as `foldName` writes it) may stand for: itself, and the names it is short for. */
export const meaningsOf = (given: string): readonly string[] => byName.get(given) ?? [given]
