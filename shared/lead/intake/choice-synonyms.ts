import type { FieldId } from '../catalog.ts'

/**
 * What people write for a choice beside its id and label, as `keyOf` compares it: no accents, no punctuation, lower case.
 * English, German, French, Spanish.
 */
export const CHOICE_SYNONYMS: Partial<Record<FieldId, Record<string, string>>> = {
  timeline: {
    within3:
      'immediately;immediate;now;asap;as soon as possible;urgent;this month;next month;this quarter;0 3 months;1 3 months;less than 3 months;under 3 months;within 3 months;within three months;within 90 days;within 30 days;within a month;within 1 month;1 month;2 months;3 months;sofort;innerhalb von 3 monaten;unter 3 monaten;0 3 monate;1 3 monate;in 3 monaten;immediatement;tout de suite;sous 3 mois;moins de 3 mois;dans les 3 mois;0 3 mois;inmediatamente;de inmediato;en 3 meses;menos de 3 meses;dentro de 3 meses;0 3 meses',
    m3to6:
      '3 6 months;3 to 6 months;4 6 months;within 6 months;within six months;next quarter;6 months;half a year;3 6 monate;3 bis 6 monate;innerhalb von 6 monaten;3 6 mois;3 a 6 mois;sous 6 mois;dans les 6 mois;3 6 meses;3 a 6 meses;en 6 meses;dentro de 6 meses',
    m7to12:
      '6 12 months;6 to 12 months;7 12 months;7 to 12 months;within a year;within 12 months;within 1 year;this year;12 months;6 12 monate;7 bis 12 monate;6 bis 12 monate;innerhalb eines jahres;6 12 mois;7 a 12 mois;6 a 12 mois;dans l annee;sous 12 mois;6 12 meses;7 a 12 meses;6 a 12 meses;este ano;en 12 meses',
    later:
      'later;next year;more than a year;over a year;12 months plus;more than 12 months;over 12 months;12 months or more;1 year;13 months;12;spater;nachstes jahr;mehr als ein jahr;uber ein jahr;mehr als 12 monate;plus tard;plus d un an;l annee prochaine;plus de 12 mois;mas tarde;mas de un ano;el proximo ano;mas de 12 meses',
    researching:
      'just researching;researching;research;just looking;just browsing;browsing;no timeline;no plans;no timeframe;information only;nur recherche;informiert sich;nur information;kein zeitplan;unverbindlich;en recherche;simple recherche;pour information;pas de projet;sans echeance;solo investigando;investigando;solo informacion;sin plazo;sin fecha',
  },
  budget: {
    approved:
      'yes;approved;allocated;confirmed;available;budgeted;secured;in place;budget approved;budget allocated;ja;genehmigt;freigegeben;vorhanden;bewilligt;oui;approuve;valide;alloue;disponible;si;aprobado;asignado;confirmado',
    planned:
      'planned;pending;in planning;requested;expected;planning;in progress;to be approved;geplant;in planung;beantragt;prevu;en cours;planifie;demande;previsto;planificado;en tramite;solicitado;pendiente',
    none: 'no;none;none yet;no budget;not yet;unfunded;nein;keins;kein budget;noch keins;noch nicht;non;aucun;pas de budget;pas encore;ninguno;sin presupuesto;todavia no;aun no;no hay',
  },
  decisionRole: {
    decides:
      'decides;decision maker;decisionmaker;decides alone;decider;final decision;approver;signs;economic buyer;budget holder;entscheider;entscheiderin;entscheidet;entscheidungstrager;decideur;decideuse;decide;decision finale;decisor;decisora;toma la decision;responsable de la decision',
    recommends:
      'recommends;recommender;influencer;influences;evaluator;evaluates;champion;technical buyer;recommend;empfiehlt;empfehler;beeinflusser;beeinflusst;bewertet;recommande;prescripteur;influenceur;influence;recomienda;influenciador;influye;prescriptor;evaluador',
    uses: 'uses;uses it;user;end user;enduser;nutzer;nutzerin;anwender;anwenderin;endanwender;nutzt;utilisateur;utilisatrice;utilisateur final;utilise;usuario;usuaria;usuario final;usa',
    none: 'none;not involved;no role;not part of it;other;keine;nicht beteiligt;unbeteiligt;aucun;non implique;pas implique;ninguno;no participa;no involucrado;sin rol',
  },
  need: {
    urgent:
      'urgent;urgent problem;urgent need;critical;pain;urgent problem to solve;dringend;dringendes problem;kritisch;urgente;probleme urgent;critique;problema urgente;critico',
    replace:
      'replace;replacement;replacing;replace a system;replace existing system;switch;switching;migration;ablosung;ersatz;ersetzen;abloesung;wechsel;remplacement;remplacer;changement;reemplazo;reemplazar;sustitucion;sustituir;cambio',
    extend:
      'extend;extension;expand;expansion;upgrade;add on;addon;extend what they have;erweitern;erweiterung;ausbau;extension de l existant;etendre;complement;ampliar;ampliacion;extender',
    curious:
      'curious;curiosity;no need;no concrete need;none;no;exploring;neugierig;kein bedarf;kein konkreter bedarf;keiner;curieux;aucun besoin;pas de besoin;pas de besoin concret;aucun;curioso;sin necesidad;ninguna;sin necesidad concreta',
  },
  companySize: {
    s1to19:
      'small;micro;self employed;freelancer;klein;kleinunternehmen;petite;tpe;pequena;microempresa;autonomo',
    s120to500: 'medium;mid market;midmarket;mittel;mittelstand;moyenne;eti;mediana',
    s501up: 'large;enterprise;gross;konzern;grande;grand groupe;grande entreprise;gran empresa',
  },
  currentSolution: {
    competitor:
      'competitor;another supplier;other supplier;other vendor;another vendor;third party;commercial software;anderer anbieter;wettbewerber;konkurrenz;fremdsoftware;concurrent;autre fournisseur;autre editeur;competencia;competidor;otro proveedor',
    spreadsheet:
      'spreadsheet;spreadsheets;excel;google sheets;in house spreadsheet;in house spreadsheets;sheets;tabelle;tabellen;excel tabelle;tabellenkalkulation;tableur;feuille de calcul;fichier excel;hoja de calculo;hojas de calculo;planilla',
    inHouse:
      'in house;inhouse;built in house;own;own system;custom;home grown;homegrown;internal tool;eigenentwicklung;eigene losung;selbst gebaut;intern;interne;developpement interne;fait maison;solution maison;desarrollo propio;propio;interno;hecho en casa',
    nothing:
      'nothing;none;no;no solution;manual;paper;nichts;keine;papier;manuell;rien;aucune;aucun;papier crayon;nada;ninguna;ninguno;papel;sin solucion',
  },
  industry: {
    logistics:
      'logistics;transport;transportation;shipping;freight;trucking;supply chain;logistics and supply chain;transportation and logistics;logistik;spedition;verkehr;transport und logistik;logistique;transports;logistica;transporte;package freight delivery;maritime;warehousing;airlines aviation;transportation trucking railroad',
    manufacturing:
      'manufacturing;industrial;machinery;automotive;mechanical or industrial engineering;production;chemicals;electronics;fertigung;produktion;industrie;maschinenbau;verarbeitendes gewerbe;fabrication;manufacture;manufactura;fabricacion;industria;electrical electronic manufacturing;industrial automation',
    retail:
      'retail;wholesale;consumer goods;ecommerce;e commerce;trade;handel;einzelhandel;grosshandel;commerce;commerce de detail;distribution;commerce de gros;comercio;venta al por menor;minorista;mayorista;supermarkets;apparel;food beverage;food and beverage',
    health:
      'health;healthcare;health care;hospital;hospitals;medical;pharma;pharmaceuticals;biotechnology;hospital health care;gesundheit;gesundheitswesen;medizin;klinik;sante;medical devices;pharmacie;salud;sanidad;farmaceutica',
    finance:
      'finance;financial services;banking;bank;insurance;investment;fintech;accounting;finanzen;finanzdienstleistungen;versicherung;versicherungen;banken;banque;assurance;services financiers;finanzas;banca;seguros;servicios financieros',
    public:
      'public;public sector;government;government administration;education;non profit;nonprofit;offentlicher dienst;offentliche verwaltung;verwaltung;behorde;bildung;secteur public;administration;administration publique;sector publico;gobierno;administracion publica;higher education',
    services:
      'services;consulting;professional services;business services;legal services;marketing;advertising;hospitality;management consulting;dienstleistung;dienstleistungen;beratung;conseil;conseils;servicios;consultoria;servicios profesionales;marketing and advertising;staffing and recruiting',
    technology:
      'technology;tech;software;it;information technology;saas;internet;telecommunications;computer software;information technology and services;computer hardware;technologie;informatik;edv;informatique;tecnologia;informatica;telecom;telekommunikation',
    other: 'other;others;misc;sonstige;sonstiges;andere;autre;autres;divers;otro;otros;otra',
  },
  territory: {
    direct: 'direct;direct territory;no;nein;non;direkt',
    partner: 'partner;partner only;partner only territory;yes;ja;oui;si;indirect;channel;reseller',
  },
}
