import type { Target } from './headers.ts'

/**
 * Headers as `keyOf` compares them (no accents, no punctuation, lower case), by target. English, German, French, Spanish; as
 * HubSpot, Salesforce, Pipedrive and spreadsheets write them. What a CRM exports that is no fact about a lead is 'ignore'.
 */
export const HEADER_SYNONYMS: Record<Target, string> = {
  firstName:
    'first name;firstname;first;given name;forename;person first name;contact first name;lead first name;vorname;prenom;nombre;nombre de pila;primer nombre',
  lastName:
    'last name;lastname;last;surname;family name;person last name;contact last name;lead last name;nachname;familienname;zuname;nom;nom de famille;apellido;apellidos;primer apellido',
  fullName:
    'name;full name;fullname;contact name;contact;person name;lead name;contact person;person;associated contact;ansprechpartner;kontakt;kontaktperson;kontaktname;vollstandiger name;vor und nachname;name vorname;nom complet;nom et prenom;prenom et nom;nom prenom;interlocuteur;contacto;nombre completo;nombre y apellidos;nombre y apellido;persona de contacto',
  jobTitle:
    'job title;jobtitle;title;position;role;job;person job title;job position;job role;titel;berufsbezeichnung;stelle;funktion;stellenbezeichnung;fonction;poste;intitule de poste;intitule du poste;titre;cargo;puesto;puesto de trabajo;funcion',
  email:
    'email;e mail;email address;e mail address;emailaddress;work email;business email;person email;person email work;person email home;person email other;email work;email home;email other;contact email;primary email;additional email addresses;mail;e mail 1 value;email 1;email 2;e mail adresse;email adresse;e mail geschaftlich;adresse e mail;adresse email;adresse mail;adresse electronique;courriel;mel;email professionnel;correo;correo electronico;email de trabajo;direccion de correo;direccion de correo electronico;direccion de email',
  phone:
    'phone;phone number;phonenumber;telephone;telephone number;tel;business phone;work phone;office phone;company phone;person phone;person phone work;person phone home;person phone other;phone work;phone home;phone other;contact phone;primary phone;phone 1 value;phone 1;phone 2;direct phone;direct dial;telefon;telefonnummer;telefon geschaftlich;telefon dienstlich;festnetz;rufnummer;tel nr;telephone fixe;telephone professionnel;numero de telephone;n de telephone;no de telephone;fixe;telefono;numero de telefono;telefono fijo;telefono de trabajo;telefono de la empresa',
  mobile:
    'mobile;mobile phone;mobile phone number;mobile number;cell;cell phone;cell phone number;cellphone;cellular;person phone mobile;phone mobile;mobil;mobiltelefon;mobilnummer;handy;handynummer;mobiltelefonnummer;portable;telephone portable;telephone mobile;numero de portable;movil;telefono movil;celular;telefono celular;numero de movil',
  language:
    'language;preferred language;person language;locale;sprache;bevorzugte sprache;korrespondenzsprache;langue;langue preferee;idioma;idioma preferido;lengua',
  externalId:
    'record id;record id contact;contact id;lead id;id;external id;externalid;crm id;person id;contact vid;vid;hubspot id;salesforce id;object id;datensatz id;kontakt id;datensatz nummer;kundennummer;id du contact;identifiant;id contact;id de contacto;id del contacto;identificador;id de registro',
  company:
    'company;company name;companyname;organization;organisation;organization name;organisation name;account;account name;company account;associated company;person organization;lead organization;employer;business name;associated company names;primary associated company;firma;firmenname;unternehmen;unternehmensname;name des unternehmens;organisation name der;entreprise;societe;nom de l entreprise;nom de la societe;raison sociale;empresa;nombre de la empresa;nombre de empresa;compania;razon social;organizacion;sociedad',
  website:
    'website;website url;web site;web;web page;webpage;company website;url;company domain;company domain name;domain;organization website;homepage;webseite;internetseite;website adresse;site web;site internet;site;sitio web;pagina web;dominio',
  street:
    'street;street address;address;address line 1;address 1;mailing street;mailing address;billing street;street and number;organization address;person postal address;street address 1;strasse;strasse und hausnummer;strasse hausnummer;anschrift;adresse;adresse postale;rue;adresse ligne 1;direccion;calle;direccion postal;domicilio',
  postalCode:
    'postal code;postalcode;zip;zip code;zipcode;zip postal code;postcode;post code;mailing postal code;mailing zip postal code;mailing zip;billing zip postal code;postleitzahl;plz;code postal;cp;codigo postal;c p',
  city: 'city;town;mailing city;billing city;city town;organization address city;stadt;ort;wohnort;ville;localite;commune;ciudad;localidad;poblacion;municipio',
  state:
    'state;state region;state province;region;province;county;state or province;mailing state;mailing state province;billing state province;state region code;bundesland;kanton;etat;departement;etat region;provincia;estado;comunidad autonoma;estado region',
  country:
    'country;country region;mailing country;billing country;country code;country name;organization address country;ip country;land;staat;laendercode;landercode;land region;pays;code pays;pays region;pais;codigo de pais;pais region',
  timeZone: 'time zone;timezone;tz;zeitzone;fuseau horaire;zona horaria;huso horario',
  timeline:
    'timeline;purchase timeline;buying timeline;buying timeframe;purchase timeframe;time frame;timeframe;purchase time frame;decision timeline;when;project start;buying horizon;kaufzeitpunkt;zeitrahmen;zeitplan;kaufzeitraum;anschaffungszeitraum;zeithorizont;wann;echeance;delai;delai d achat;horizon d achat;calendrier;calendrier d achat;date d achat prevue;plazo;plazo de compra;calendario de compra;fecha de compra prevista;horizonte de compra',
  budget:
    'budget;budget status;budget approved;has budget;budget available;budget confirmed;budget vorhanden;budgetstatus;budget disponible;statut du budget;presupuesto;presupuesto aprobado;estado del presupuesto',
  decisionRole:
    'decision role;buying role;role in decision;decision making role;authority;decision maker;role in purchase;purchase role;purchasing role;person buying role;contact role;entscheidungsrolle;rolle;entscheider;entscheidungsbefugnis;kaufrolle;rolle im kauf;role de decision;role d achat;role dans la decision;decideur;pouvoir de decision;rol;rol de compra;rol en la decision;papel en la decision;decisor',
  need: 'need;needs;business need;pain point;pain points;reason;project reason;bedarf;anlass;grund;besoin;besoins;motif;necesidad;necesidades;motivo',
  companySize:
    'company size;companysize;number of employees;no of employees;num employees;numberofemployees;employees;employee count;headcount;employee range;no of employees range;organization employee count;size;team size;mitarbeiter;mitarbeiterzahl;anzahl mitarbeiter;anzahl der mitarbeiter;unternehmensgrosse;firmengrosse;betriebsgrosse;effectif;effectifs;nombre d employes;nombre de salaries;taille de l entreprise;taille entreprise;salaries;numero de empleados;empleados;tamano de la empresa;tamano de empresa;n de empleados;plantilla',
  currentSolution:
    'current solution;current supplier;current vendor;current system;current software;current product;incumbent;existing solution;aktuelle losung;derzeitige losung;bisherige losung;aktueller anbieter;aktuelles system;bestehende losung;solution actuelle;fournisseur actuel;logiciel actuel;systeme actuel;outil actuel;solucion actual;proveedor actual;sistema actual;software actual',
  industry:
    'industry;sector;vertical;line of business;organization industry;branche;industrie;wirtschaftszweig;industriezweig;secteur;secteur d activite;activite;industria;sector de actividad;rubro;ramo',
  territory:
    'territory;sales territory;fit for partner;partner territory;vertriebsgebiet;gebiet;territoire;territorio',
  productInterest:
    'product interest;product;products;product of interest;interested in;interest;lead product interest;productinterest;produktinteresse;produkt;interesse;interesse an;interet;produit;interet produit;produit souhaite;interes;producto;producto de interes;interesado en',
  respondedAt:
    'create date;created date;created at;created;date created;createdate;creation date;lead created;lead created time;lead creation date;submitted at;submission date;submitted on;conversion date;recent conversion date;first conversion date;response date;responded at;date;timestamp;time stamp;date added;added on;entry date;scan date;scanned at;form submission date;erstellt;erstellt am;erstelldatum;erstellungsdatum;datum;angelegt am;eingangsdatum;eingegangen am;anfragedatum;zeitstempel;date de creation;cree le;date de conversion;date de reponse;date d ajout;date de la demande;horodatage;fecha de creacion;creado el;fecha;fecha de alta;fecha de conversion;fecha de respuesta;fecha de registro;marca temporal',
  channel:
    'lead source;leadsource;source;original source;original traffic source;lead source channel;channel;latest source;source channel;source origin;lead source origin;lead origin;marketing channel;person source;quelle;leadquelle;lead quelle;herkunft;kanal;ursprungliche quelle;source du lead;source d origine;source initiale;canal;origine;provenance;fuente;origen;fuente original;fuente del lead;fuente de prospecto;origen del lead;origen del contacto',
  responseLabel:
    'response;response label;campaign response;recent conversion;first conversion;form name;form;event name;last campaign;campaign source;original source drill down 1;latest source drill down 1;most recent conversion;lead source detail;lead source details;source detail;formular;formularname;aktion;letzte conversion;formulaire;nom du formulaire;derniere conversion;formulario;nombre del formulario;ultima conversion',
  note: 'note;notes;comment;comments;message;description;remarks;lead notes;person notes;notiz;notizen;kommentar;kommentare;bemerkung;bemerkungen;nachricht;anmerkung;anmerkungen;beschreibung;remarque;remarques;commentaire;commentaires;nota;notas;comentario;comentarios;mensaje;observaciones;observacion;descripcion',
  emailConsent:
    'email opt in;e mail opt in;email consent;opt in;optin;opted in;newsletter;newsletter opt in;marketing consent;consent;gdpr consent;email marketing consent;marketing emails;person marketing status;einwilligung;e mail einwilligung;newsletter einwilligung;werbeeinwilligung;consentement;consentement e mail;consentement email;opt in email;inscrit a la newsletter;consentimiento;consentimiento email;suscripcion;acepta correos;acepta publicidad',
  emailOptOut:
    'email opt out;e mail opt out;has opted out of email;hasoptedoutofemail;opt out;unsubscribed;unsubscribed from all email;opted out of all email;opted out of email;unsubscribed from all emails;abgemeldet;e mail abmeldung;von allen e mails abgemeldet;desinscrit;desinscrit de tous les e mails;desabonne;baja;dado de baja;desuscrito',
  doNotCall:
    'do not call;donotcall;dnc;do not phone;no calls;do not contact;nicht anrufen;anrufverbot;anrufsperre;kein anruf;ne pas appeler;liste rouge;bloctel;opposition appel;no llamar;lista robinson',
  ignore:
    'lead status;status;lead owner;owner;contact owner;owner name;annual revenue;revenue;last activity date;last modified date;last modified;modified date;updated at;update time;last activity;next activity date;deal value;value;currency;probability;label;labels;lead labels;salutation;anrede;civilite;tratamiento;lifecycle stage;fax;fax number;associated deal;associated deal ids;associated contact ids;associated company ids;associated note;associated note ids;number of associated deals;won deals;lost deals;open deals;closed deals;total activities;done activities;activities to do;last contacted;rating;is converted;converted;last email received;last email sent;email messages count;visible to;birthday;geburtstag;jahresumsatz;umsatz;chiffre d affaires;chiffre d affaires annuel;ingresos anuales;facturacion;proprietaire;proprietaire du contact;proprietario;propietario;propietario del contacto;zustandig;besitzer;statut;estado del lead;linkedin;linkedin url;twitter;facebook;instagram;middle name',
}
