






CREATE TABLE public.actors (
    id text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.annotations (
    article text NOT NULL COLLATE pg_catalog."C",
    mentions text NOT NULL COLLATE pg_catalog."C",
    actors text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.article_entries (
    id text NOT NULL COLLATE pg_catalog."C",
    story text COLLATE pg_catalog."C",
    origin text COLLATE pg_catalog."C",
    outlet text COLLATE pg_catalog."C",
    published text COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.articles (
    n integer NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    url text COLLATE pg_catalog."C",
    outlet text COLLATE pg_catalog."C",
    title text COLLATE pg_catalog."C",
    lang text NOT NULL COLLATE pg_catalog."C",
    published text COLLATE pg_catalog."C",
    relevant integer NOT NULL,
    text text NOT NULL COLLATE pg_catalog."C",
    text_hash text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C",
    digest text NOT NULL COLLATE pg_catalog."C",
    run integer
);



CREATE SEQUENCE public.articles_n_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.articles_n_seq OWNED BY public.articles.n;



CREATE TABLE public.audit (
    n integer NOT NULL,
    at text NOT NULL COLLATE pg_catalog."C",
    act text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    url text COLLATE pg_catalog."C",
    why text NOT NULL COLLATE pg_catalog."C",
    detail text NOT NULL COLLATE pg_catalog."C"
);



CREATE SEQUENCE public.audit_n_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.audit_n_seq OWNED BY public.audit.n;



CREATE TABLE public.conflicts (
    entry text NOT NULL COLLATE pg_catalog."C",
    "position" integer NOT NULL,
    field text NOT NULL COLLATE pg_catalog."C",
    grade text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.decisions (
    n integer NOT NULL,
    left_record text NOT NULL COLLATE pg_catalog."C",
    right_record text NOT NULL COLLATE pg_catalog."C",
    verdict text NOT NULL COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C"
);



CREATE SEQUENCE public.decisions_n_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.decisions_n_seq OWNED BY public.decisions.n;



CREATE TABLE public.entries (
    id text NOT NULL COLLATE pg_catalog."C",
    type text NOT NULL COLLATE pg_catalog."C",
    kind text COLLATE pg_catalog."C",
    stage text COLLATE pg_catalog."C",
    status text COLLATE pg_catalog."C",
    outcome text COLLATE pg_catalog."C",
    due_to text COLLATE pg_catalog."C",
    date_from text COLLATE pg_catalog."C",
    date_to text COLLATE pg_catalog."C",
    story text COLLATE pg_catalog."C",
    search text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C",
    support text NOT NULL COLLATE pg_catalog."C",
    history text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.entry_parties (
    entry text NOT NULL COLLATE pg_catalog."C",
    actor text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.entry_records (
    entry text NOT NULL COLLATE pg_catalog."C",
    article text NOT NULL COLLATE pg_catalog."C",
    record text NOT NULL COLLATE pg_catalog."C",
    "position" integer NOT NULL
);



CREATE TABLE public.entry_sectors (
    entry text NOT NULL COLLATE pg_catalog."C",
    sector text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.failures (
    n integer NOT NULL,
    article text COLLATE pg_catalog."C",
    step text NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL COLLATE pg_catalog."C",
    detail text NOT NULL COLLATE pg_catalog."C",
    place text NOT NULL COLLATE pg_catalog."C",
    quarantined integer NOT NULL,
    run integer
);



CREATE SEQUENCE public.failures_n_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.failures_n_seq OWNED BY public.failures.n;



CREATE TABLE public.judgements (
    n integer NOT NULL,
    left_record text NOT NULL COLLATE pg_catalog."C",
    right_record text NOT NULL COLLATE pg_catalog."C",
    verdict text NOT NULL COLLATE pg_catalog."C",
    score real NOT NULL,
    body text NOT NULL COLLATE pg_catalog."C",
    by_whom text NOT NULL COLLATE pg_catalog."C",
    made_at text NOT NULL COLLATE pg_catalog."C",
    withdrawn_at text COLLATE pg_catalog."C"
);



CREATE SEQUENCE public.judgements_n_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.judgements_n_seq OWNED BY public.judgements.n;



CREATE TABLE public.migrations (
    version integer NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    applied text NOT NULL COLLATE pg_catalog."C"
);



CREATE SEQUENCE public.migrations_version_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.migrations_version_seq OWNED BY public.migrations.version;



CREATE TABLE public.records (
    article text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    type text NOT NULL COLLATE pg_catalog."C",
    "position" integer NOT NULL,
    body text NOT NULL COLLATE pg_catalog."C",
    exact text NOT NULL COLLATE pg_catalog."C",
    prefix text NOT NULL COLLATE pg_catalog."C",
    suffix text NOT NULL COLLATE pg_catalog."C"
);



CREATE TABLE public.runs (
    n integer NOT NULL,
    fingerprint text NOT NULL COLLATE pg_catalog."C",
    started text NOT NULL COLLATE pg_catalog."C",
    finished text COLLATE pg_catalog."C",
    counts text NOT NULL COLLATE pg_catalog."C"
);



CREATE SEQUENCE public.runs_n_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.runs_n_seq OWNED BY public.runs.n;



CREATE TABLE public.stories (
    id text NOT NULL COLLATE pg_catalog."C",
    date_from text COLLATE pg_catalog."C",
    date_to text COLLATE pg_catalog."C",
    body text NOT NULL COLLATE pg_catalog."C"
);



ALTER TABLE ONLY public.articles ALTER COLUMN n SET DEFAULT nextval('public.articles_n_seq'::regclass);



ALTER TABLE ONLY public.audit ALTER COLUMN n SET DEFAULT nextval('public.audit_n_seq'::regclass);



ALTER TABLE ONLY public.decisions ALTER COLUMN n SET DEFAULT nextval('public.decisions_n_seq'::regclass);



ALTER TABLE ONLY public.failures ALTER COLUMN n SET DEFAULT nextval('public.failures_n_seq'::regclass);



ALTER TABLE ONLY public.judgements ALTER COLUMN n SET DEFAULT nextval('public.judgements_n_seq'::regclass);



ALTER TABLE ONLY public.migrations ALTER COLUMN version SET DEFAULT nextval('public.migrations_version_seq'::regclass);



ALTER TABLE ONLY public.runs ALTER COLUMN n SET DEFAULT nextval('public.runs_n_seq'::regclass);



INSERT INTO public.actors VALUES ('ASEAN', 'organisation', 'ASEAN', '{"id":"ASEAN","kind":"organisation","name":"ASEAN","aliases":[],"office":null,"country":null,"former":false,"suggested":false}');
INSERT INTO public.actors VALUES ('IDN', 'state', 'Indonesia', '{"id":"IDN","kind":"state","name":"Indonesia","aliases":["RI"],"office":null,"country":null,"former":false,"suggested":false}');
INSERT INTO public.actors VALUES ('KEN', 'state', 'Kenya', '{"id":"KEN","kind":"state","name":"Kenya","aliases":[],"office":null,"country":null,"former":false,"suggested":false}');
INSERT INTO public.actors VALUES ('NZL', 'state', 'Selandia Baru', '{"id":"NZL","kind":"state","name":"Selandia Baru","aliases":[],"office":null,"country":null,"former":false,"suggested":false}');
INSERT INTO public.actors VALUES ('sekar-wibawa', 'person', 'Sekar Wibawa', '{"id":"sekar-wibawa","kind":"person","name":"Sekar Wibawa","aliases":["Menlu Sekar"],"office":"foreign minister","country":"IDN","former":false,"suggested":false}');
INSERT INTO public.actors VALUES ('tane-ruakura', 'person', 'Tane Ruakura', '{"id":"tane-ruakura","kind":"person","name":"Tane Ruakura","aliases":[],"office":"foreign minister","country":"NZL","former":false,"suggested":false}');



INSERT INTO public.annotations VALUES ('sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18', '[{"start":80,"end":112,"exact":"Menteri Luar Negeri Sekar Wibawa","kind":"person","actor":"sekar-wibawa","members":[],"metonym":false,"rule":"test.name"},{"start":122,"end":154,"exact":"Menlu Selandia Baru Tane Ruakura","kind":"person","actor":"tane-ruakura","members":[],"metonym":false,"rule":"test.name"},{"start":42,"end":47,"exact":"Ambon","kind":"place","actor":null,"members":[],"metonym":false,"rule":"test.name"}]', '[{"id":"IDN","kind":"state","name":"Indonesia","aliases":["RI"],"office":null,"country":null,"former":false,"suggested":false},{"id":"NZL","kind":"state","name":"Selandia Baru","aliases":[],"office":null,"country":null,"former":false,"suggested":false},{"id":"KEN","kind":"state","name":"Kenya","aliases":[],"office":null,"country":null,"former":false,"suggested":false},{"id":"ASEAN","kind":"organisation","name":"ASEAN","aliases":[],"office":null,"country":null,"former":false,"suggested":false},{"id":"sekar-wibawa","kind":"person","name":"Sekar Wibawa","aliases":["Menlu Sekar"],"office":"foreign minister","country":"IDN","former":false,"suggested":false},{"id":"tane-ruakura","kind":"person","name":"Tane Ruakura","aliases":[],"office":"foreign minister","country":"NZL","former":false,"suggested":false}]');
INSERT INTO public.annotations VALUES ('sha256:aa9de10ac743aae5d85ab654d408a0b066664a93fae63e20288b110b5726ad16', '[{"start":80,"end":112,"exact":"Menteri Luar Negeri Sekar Wibawa","kind":"person","actor":"sekar-wibawa","members":[],"metonym":false,"rule":"test.name"},{"start":122,"end":154,"exact":"Menlu Selandia Baru Tane Ruakura","kind":"person","actor":"tane-ruakura","members":[],"metonym":false,"rule":"test.name"},{"start":42,"end":47,"exact":"Ambon","kind":"place","actor":null,"members":[],"metonym":false,"rule":"test.name"}]', '[{"id":"IDN","kind":"state","name":"Indonesia","aliases":["RI"],"office":null,"country":null,"former":false,"suggested":false},{"id":"NZL","kind":"state","name":"Selandia Baru","aliases":[],"office":null,"country":null,"former":false,"suggested":false},{"id":"KEN","kind":"state","name":"Kenya","aliases":[],"office":null,"country":null,"former":false,"suggested":false},{"id":"ASEAN","kind":"organisation","name":"ASEAN","aliases":[],"office":null,"country":null,"former":false,"suggested":false},{"id":"sekar-wibawa","kind":"person","name":"Sekar Wibawa","aliases":["Menlu Sekar"],"office":"foreign minister","country":"IDN","former":false,"suggested":false},{"id":"tane-ruakura","kind":"person","name":"Tane Ruakura","aliases":[],"office":"foreign minister","country":"NZL","former":false,"suggested":false}]');
INSERT INTO public.annotations VALUES ('sha256:00c799eebfdf272a0910a59ea374d275b59744e41e91c83ff3bed4e043af36fe', '[{"start":78,"end":110,"exact":"Menteri Luar Negeri Sekar Wibawa","kind":"person","actor":"sekar-wibawa","members":[],"metonym":false,"rule":"test.name"},{"start":120,"end":152,"exact":"Menlu Selandia Baru Tane Ruakura","kind":"person","actor":"tane-ruakura","members":[],"metonym":false,"rule":"test.name"},{"start":42,"end":47,"exact":"Ambon","kind":"place","actor":null,"members":[],"metonym":false,"rule":"test.name"}]', '[{"id":"IDN","kind":"state","name":"Indonesia","aliases":["RI"],"office":null,"country":null,"former":false,"suggested":false},{"id":"NZL","kind":"state","name":"Selandia Baru","aliases":[],"office":null,"country":null,"former":false,"suggested":false},{"id":"KEN","kind":"state","name":"Kenya","aliases":[],"office":null,"country":null,"former":false,"suggested":false},{"id":"ASEAN","kind":"organisation","name":"ASEAN","aliases":[],"office":null,"country":null,"former":false,"suggested":false},{"id":"sekar-wibawa","kind":"person","name":"Sekar Wibawa","aliases":["Menlu Sekar"],"office":"foreign minister","country":"IDN","former":false,"suggested":false},{"id":"tane-ruakura","kind":"person","name":"Tane Ruakura","aliases":[],"office":"foreign minister","country":"NZL","former":false,"suggested":false}]');
INSERT INTO public.annotations VALUES ('sha256:4bbe79166365eaf2a1ef2be857204803f5d72416a3c4e294aab853da656f9732', '[]', '[{"id":"IDN","kind":"state","name":"Indonesia","aliases":["RI"],"office":null,"country":null,"former":false,"suggested":false},{"id":"NZL","kind":"state","name":"Selandia Baru","aliases":[],"office":null,"country":null,"former":false,"suggested":false},{"id":"KEN","kind":"state","name":"Kenya","aliases":[],"office":null,"country":null,"former":false,"suggested":false},{"id":"ASEAN","kind":"organisation","name":"ASEAN","aliases":[],"office":null,"country":null,"former":false,"suggested":false},{"id":"sekar-wibawa","kind":"person","name":"Sekar Wibawa","aliases":["Menlu Sekar"],"office":"foreign minister","country":"IDN","former":false,"suggested":false},{"id":"tane-ruakura","kind":"person","name":"Tane Ruakura","aliases":[],"office":"foreign minister","country":"NZL","former":false,"suggested":false}]');
INSERT INTO public.annotations VALUES ('sha256:a6fbb0360ddc63e2c88f3bde5138d1a7e7b5783c4395b278cfcb4fe009027578', '[]', '[]');



INSERT INTO public.article_entries VALUES ('sha256:00c799eebfdf272a0910a59ea374d275b59744e41e91c83ff3bed4e043af36fe', 's-0870f500a1', 'o-1', 'pos.example', '2031-03-05', '{"id":"sha256:00c799eebfdf272a0910a59ea374d275b59744e41e91c83ff3bed4e043af36fe","url":"https://pos.example/p-6ca2f8de23","outlet":"pos.example","title":"Menlu Sekar Terima Menlu Selandia Baru di Ambon (pos.example)","published":"2031-03-05","lang":"id","story":"s-0870f500a1","origin":"o-1","origin_basis":"credits Kabar and shares its wording","duplicate_of":"sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18"}');
INSERT INTO public.article_entries VALUES ('sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18', 's-0870f500a1', 'o-1', 'kabar.example', '2031-03-04T09:30:00+07:00', '{"id":"sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18","url":"https://kabar.example/p-84dfd174ae","outlet":"kabar.example","title":"Menlu Sekar Terima Menlu Selandia Baru di Ambon (kabar.example)","published":"2031-03-04T09:30:00+07:00","lang":"id","story":"s-0870f500a1","origin":"o-1","origin_basis":"own report","duplicate_of":null}');
INSERT INTO public.article_entries VALUES ('sha256:4bbe79166365eaf2a1ef2be857204803f5d72416a3c4e294aab853da656f9732', 's-afa3601de2', 'o-3', 'warta.example', '2031-10-09', '{"id":"sha256:4bbe79166365eaf2a1ef2be857204803f5d72416a3c4e294aab853da656f9732","url":"https://warta.example/p-0a9dfc3bc4","outlet":"warta.example","title":"Indonesia dan Selandia Baru Teken Nota Keselamatan Feri","published":"2031-10-09","lang":"id","story":"s-afa3601de2","origin":"o-3","origin_basis":"own report","duplicate_of":null}');
INSERT INTO public.article_entries VALUES ('sha256:a6fbb0360ddc63e2c88f3bde5138d1a7e7b5783c4395b278cfcb4fe009027578', NULL, NULL, 'dapur.example', '2031-05-01', '{"id":"sha256:a6fbb0360ddc63e2c88f3bde5138d1a7e7b5783c4395b278cfcb4fe009027578","url":"https://dapur.example/p-cee02e75fd","outlet":"dapur.example","title":"Resep Sup Labu","published":"2031-05-01","lang":"id","story":null,"origin":null,"origin_basis":"","duplicate_of":null}');
INSERT INTO public.article_entries VALUES ('sha256:aa9de10ac743aae5d85ab654d408a0b066664a93fae63e20288b110b5726ad16', 's-0870f500a1', 'o-2', 'warta.example', '2031-03-04T14:00:00+07:00', '{"id":"sha256:aa9de10ac743aae5d85ab654d408a0b066664a93fae63e20288b110b5726ad16","url":"https://warta.example/p-373acc1025","outlet":"warta.example","title":"Menlu Sekar Terima Menlu Selandia Baru di Ambon (warta.example)","published":"2031-03-04T14:00:00+07:00","lang":"id","story":"s-0870f500a1","origin":"o-2","origin_basis":"own report","duplicate_of":null}');



INSERT INTO public.articles VALUES (1, 'sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18', 'https://kabar.example/p-84dfd174ae', 'kabar.example', 'Menlu Sekar Terima Menlu Selandia Baru di Ambon (kabar.example)', 'id', '2031-03-04T09:30:00+07:00', 1, 'Menlu Sekar Terima Menlu Selandia Baru di Ambon (kabar.example)

AMBON, Kabar - Menteri Luar Negeri Sekar Wibawa menerima Menlu Selandia Baru Tane Ruakura di Ambon, Selasa 4 Maret 2031. Keduanya membahas layanan feri antarpulau.

Nota kesepahaman tentang keselamatan feri sedang difinalisasi oleh kedua pihak. Naskah itu diharapkan ditandatangani pada Juni 2031.

“Kami ingin feri yang aman untuk warga pulau kecil,” kata Sekar.

Selandia Baru menjanjikan 20 juta dolar AS untuk dermaga jika studi kelayakan selesai. 🚢', 'sha256:7feaa55faac958e640720eb1a31d6ad1f175647d01869039c42569f3b762edc0', '{"id":"sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18","source_id":null,"url":"https://kabar.example/p-84dfd174ae","outlet":"kabar.example","lang":"id","title":"Menlu Sekar Terima Menlu Selandia Baru di Ambon (kabar.example)","byline":["Rara Kelana"],"published":"2031-03-04T09:30:00+07:00","published_basis":"metadata","via":[],"furniture_removed":120,"relevant":true,"relevance":0.97,"blocks":[["title",0,63],["paragraph",65,228],["paragraph",230,362],["paragraph",364,428],["paragraph",430,518]],"dateline":{"start":65,"end":79,"place":"Ambon"},"metadata":{}}', 'e88ebb907bf38b27e8735b792eb97348bc9b4c2307aa601a4655c0c464b06b58', 1);
INSERT INTO public.articles VALUES (2, 'sha256:aa9de10ac743aae5d85ab654d408a0b066664a93fae63e20288b110b5726ad16', 'https://warta.example/p-373acc1025', 'warta.example', 'Menlu Sekar Terima Menlu Selandia Baru di Ambon (warta.example)', 'id', '2031-03-04T14:00:00+07:00', 1, 'Menlu Sekar Terima Menlu Selandia Baru di Ambon (warta.example)

AMBON, Kabar - Menteri Luar Negeri Sekar Wibawa menerima Menlu Selandia Baru Tane Ruakura di Ambon, Selasa 4 Maret 2031. Keduanya membahas layanan feri antarpulau.

Nota kesepahaman tentang keselamatan feri direncanakan rampung dalam jangka panjang. Naskah itu diharapkan ditandatangani pada Juni 2031.

“Kami ingin feri yang aman untuk warga pulau kecil,” kata Sekar.

Selandia Baru menjanjikan 20 juta dolar AS untuk dermaga jika studi kelayakan selesai. 🚢', 'sha256:02ef04e10a3fe1eaca0df09bbd9619bafcf163aea295ab7d0fe4e35bc78b901a', '{"id":"sha256:aa9de10ac743aae5d85ab654d408a0b066664a93fae63e20288b110b5726ad16","source_id":null,"url":"https://warta.example/p-373acc1025","outlet":"warta.example","lang":"id","title":"Menlu Sekar Terima Menlu Selandia Baru di Ambon (warta.example)","byline":["Rara Kelana"],"published":"2031-03-04T14:00:00+07:00","published_basis":"metadata","via":[],"furniture_removed":120,"relevant":true,"relevance":0.97,"blocks":[["title",0,63],["paragraph",65,228],["paragraph",230,367],["paragraph",369,433],["paragraph",435,523]],"dateline":{"start":65,"end":79,"place":"Ambon"},"metadata":{}}', 'f963faa5c65b4b91db4567cfb7bf13f636c44b04227673396f92611c21910175', 1);
INSERT INTO public.articles VALUES (3, 'sha256:00c799eebfdf272a0910a59ea374d275b59744e41e91c83ff3bed4e043af36fe', 'https://pos.example/p-6ca2f8de23', 'pos.example', 'Menlu Sekar Terima Menlu Selandia Baru di Ambon (pos.example)', 'id', '2031-03-05', 1, 'Menlu Sekar Terima Menlu Selandia Baru di Ambon (pos.example)

AMBON, Kabar - Menteri Luar Negeri Sekar Wibawa menerima Menlu Selandia Baru Tane Ruakura di Ambon, Selasa 4 Maret 2031. Keduanya membahas layanan feri antarpulau.

Nota kesepahaman tentang keselamatan feri sedang difinalisasi oleh kedua pihak. Naskah itu diharapkan ditandatangani pada Juni 2031.

“Kami ingin feri yang aman untuk warga pulau kecil,” kata Sekar.

Selandia Baru menjanjikan 20 juta dolar AS untuk dermaga jika studi kelayakan selesai. 🚢', 'sha256:8f728a72fab9e46101c6a75b743b2b78c54d251de515f6a25c241695693365fb', '{"id":"sha256:00c799eebfdf272a0910a59ea374d275b59744e41e91c83ff3bed4e043af36fe","source_id":null,"url":"https://pos.example/p-6ca2f8de23","outlet":"pos.example","lang":"id","title":"Menlu Sekar Terima Menlu Selandia Baru di Ambon (pos.example)","byline":["Rara Kelana"],"published":"2031-03-05","published_basis":"metadata","via":["Kabar"],"furniture_removed":120,"relevant":true,"relevance":0.97,"blocks":[["title",0,61],["paragraph",63,226],["paragraph",228,360],["paragraph",362,426],["paragraph",428,516]],"dateline":{"start":63,"end":77,"place":"Ambon"},"metadata":{}}', '207a480cad37ed9b601762eb0096ce80c3e2b757ddcfc3f4c1f816e653baa368', 1);
INSERT INTO public.articles VALUES (4, 'sha256:4bbe79166365eaf2a1ef2be857204803f5d72416a3c4e294aab853da656f9732', 'https://warta.example/p-0a9dfc3bc4', 'warta.example', 'Indonesia dan Selandia Baru Teken Nota Keselamatan Feri', 'id', '2031-10-09', 1, 'Indonesia dan Selandia Baru Teken Nota Keselamatan Feri

Indonesia dan Selandia Baru menandatangani nota kesepahaman keselamatan feri di Wellington, Kamis 9 Oktober 2031.

Target perdagangan Indonesia dan Kenya sebesar 3 miliar dolar AS pada 2030 belum terpenuhi.', 'sha256:a727d1daefbdad4e9e55769786e85654f891dc35639720e89ca86192078b6115', '{"id":"sha256:4bbe79166365eaf2a1ef2be857204803f5d72416a3c4e294aab853da656f9732","source_id":null,"url":"https://warta.example/p-0a9dfc3bc4","outlet":"warta.example","lang":"id","title":"Indonesia dan Selandia Baru Teken Nota Keselamatan Feri","byline":["Rara Kelana"],"published":"2031-10-09","published_basis":"metadata","via":[],"furniture_removed":120,"relevant":true,"relevance":0.97,"blocks":[["title",0,55],["paragraph",57,170],["paragraph",172,263]],"dateline":null,"metadata":{}}', '0c8ffd29337dd9998393ad98c1f50490b4a230325c3177664d11b67674ac92bb', 1);
INSERT INTO public.articles VALUES (5, 'sha256:a6fbb0360ddc63e2c88f3bde5138d1a7e7b5783c4395b278cfcb4fe009027578', 'https://dapur.example/p-cee02e75fd', 'dapur.example', 'Resep Sup Labu', 'id', '2031-05-01', 0, 'Resep Sup Labu

Potong labu, lalu rebus sampai empuk.', 'sha256:16ce52fd21ac0b13601efb0bbc4df5b4c2cba4a1e131c55a3f62ef1925c19a5b', '{"id":"sha256:a6fbb0360ddc63e2c88f3bde5138d1a7e7b5783c4395b278cfcb4fe009027578","source_id":null,"url":"https://dapur.example/p-cee02e75fd","outlet":"dapur.example","lang":"id","title":"Resep Sup Labu","byline":["Rara Kelana"],"published":"2031-05-01","published_basis":"metadata","via":[],"furniture_removed":120,"relevant":false,"relevance":0.02,"blocks":[["title",0,14],["paragraph",16,53]],"dateline":null,"metadata":{}}', '74eeceb429068f560a071fa48202ab7a6d88456c63b9d749625cdd84ea7b08cc', 1);



INSERT INTO public.audit VALUES (1, '2031-12-01T00:00:00+00:00', 'forget_article', 'sha256:0000', 'https://kabar.example/gone', 'asked for by the outlet', '{}');



INSERT INTO public.conflicts VALUES ('c-8f630397d1', 0, 'horizon', 'complementary', '{"field":"horizon","grade":"complementary","values":[{"value":"long","articles":["sha256:aa9de10ac743aae5d85ab654d408a0b066664a93fae63e20288b110b5726ad16"]},{"value":"unstated","articles":["sha256:00c799eebfdf272a0910a59ea374d275b59744e41e91c83ff3bed4e043af36fe","sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18"]}],"default_rule":"stated_first"}');
INSERT INTO public.conflicts VALUES ('c-8f630397d1', 1, 'stage', 'differ', '{"field":"stage","grade":"differ","values":[{"value":"finalising","articles":["sha256:00c799eebfdf272a0910a59ea374d275b59744e41e91c83ff3bed4e043af36fe","sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18"]},{"value":"planned","articles":["sha256:aa9de10ac743aae5d85ab654d408a0b066664a93fae63e20288b110b5726ad16"]}],"default_rule":"most_articles"}');



INSERT INTO public.decisions VALUES (1, 'sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18#c1', 'sha256:4bbe79166365eaf2a1ef2be857204803f5d72416a3c4e294aab853da656f9732#c1', 'same', '{"left":"sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18#c1","right":"sha256:4bbe79166365eaf2a1ef2be857204803f5d72416a3c4e294aab853da656f9732#c1","verdict":"same","score":7.5,"reasons":["kind mou +2.0","parties IDN, NZL +3.0","title +2.5"],"by":"rule:commitment","at":null,"withdrawn_at":null,"left_selector":{"exact":"Nota kesepahaman tentang keselamatan feri","prefix":"","suffix":""},"right_selector":{"exact":"nota kesepahaman keselamatan feri","prefix":"menandatangani ","suffix":" di Wellington"}}');
INSERT INTO public.decisions VALUES (2, 'sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18#c1', 'sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18#c2', 'different', '{"left":"sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18#c1","right":"sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18#c2","verdict":"different","score":-4.0,"reasons":["kind mou / pledge -4.0"],"by":"rule:commitment","at":null,"withdrawn_at":null,"left_selector":null,"right_selector":null}');



INSERT INTO public.entries VALUES ('c-2bd36beb64', 'commitment', 'pledge', 'pledged', NULL, 'unknown', NULL, '2031-03-04', '2031-03-05', 's-0870f500a1', '20 juta dolar as untuk dermaga', '{"kind":"pledge","title":"20 juta dolar AS untuk dermaga","parties":[{"actor":"NZL","role":"committer"},{"actor":"IDN","role":"beneficiary"}],"stage":"pledged","modality":"conditional","expected_stage":null,"outcome":"unknown","schedule":null,"previous":[],"sectors":["transport_connectivity","finance"],"horizon":"unstated","due":null,"period":null,"signed_on":null,"said_on":null,"amount":{"value":20000000,"unit":null,"currency":"USD","qualifier":null,"high":null},"said_by":null,"conditions":{"start":485,"end":513,"exact":"jika studi kelayakan selesai"},"governors":[]}', '{"articles":3,"outlets":3,"origins":2,"speakers":1,"official":false}', '[]');
INSERT INTO public.entries VALUES ('c-591c051a6a', 'commitment', 'target', 'agreed', NULL, 'in_progress', '2030-12-31', '2031-10-09', '2031-10-09', 's-afa3601de2', 'target perdagangan sebesar 3 miliar dolar as', '{"kind":"target","title":"Target perdagangan sebesar 3 miliar dolar AS","parties":[{"actor":"IDN","role":"party"},{"actor":"KEN","role":"party"}],"stage":"agreed","modality":"actual","expected_stage":null,"outcome":"in_progress","schedule":null,"previous":[],"sectors":["trade"],"horizon":"unstated","due":{"from":"2030-01-01","to":"2030-12-31","precision":"year","qualifier":null,"edtf":"2030","basis":"explicit","inferred":[],"reason":"","note":"","raw":"2030"},"period":null,"signed_on":null,"said_on":null,"amount":{"value":3000000000,"unit":null,"currency":"USD","qualifier":"about","high":null},"said_by":null,"conditions":null,"governors":[]}', '{"articles":1,"outlets":1,"origins":1,"speakers":1,"official":false}', '[]');
INSERT INTO public.entries VALUES ('c-8f630397d1', 'commitment', 'mou', 'signed', NULL, 'unknown', '2031-06-30', '2031-03-04', '2031-10-09', 's-0870f500a1', 'nota kesepahaman keselamatan feri', '{"kind":"mou","title":"nota kesepahaman keselamatan feri","parties":[{"actor":"IDN","role":"party"},{"actor":"NZL","role":"party"}],"stage":"signed","modality":"actual","expected_stage":null,"outcome":"unknown","schedule":null,"previous":[],"sectors":["transport_connectivity"],"horizon":"unstated","due":{"from":"2031-06-01","to":"2031-06-30","precision":"month","qualifier":null,"edtf":"2031-06","basis":"explicit","inferred":[],"reason":"","note":"","raw":"Juni 2031"},"period":null,"signed_on":{"from":"2031-10-09","to":"2031-10-09","precision":"day","qualifier":null,"edtf":"2031-10-09","basis":"explicit","inferred":[],"reason":"","note":"","raw":"Kamis 9 Oktober 2031"},"said_on":{"from":"2031-10-09","to":"2031-10-09","precision":"day","qualifier":null,"edtf":"2031-10-09","basis":"publication","inferred":[],"reason":"","note":"","raw":"2031-10-09"},"amount":null,"said_by":"sekar-wibawa","conditions":null,"governors":[]}', '{"articles":4,"outlets":3,"origins":2,"speakers":1,"official":false}', '[{"stage":"finalising","as_of":"2031-03-04","articles":["sha256:00c799eebfdf272a0910a59ea374d275b59744e41e91c83ff3bed4e043af36fe","sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18"]},{"stage":"planned","as_of":"2031-03-04","articles":["sha256:aa9de10ac743aae5d85ab654d408a0b066664a93fae63e20288b110b5726ad16"]},{"stage":"signed","as_of":"2031-10-09","articles":["sha256:4bbe79166365eaf2a1ef2be857204803f5d72416a3c4e294aab853da656f9732"]}]');
INSERT INTO public.entries VALUES ('m-4f9f5ce2c6', 'meeting', 'visit', NULL, 'held', NULL, NULL, '2031-03-04', '2031-03-04', 's-0870f500a1', 'ambon', '{"kind":"visit","setting":"bilateral","status":"held","parties":["IDN","NZL"],"participants":[{"actor":"sekar-wibawa","role":"host"},{"actor":"tane-ruakura","role":"visitor"}],"when":{"from":"2031-03-04","to":"2031-03-04","precision":"day","qualifier":null,"edtf":"2031-03-04","basis":"explicit","inferred":[],"reason":"","note":"","raw":"Selasa 4 Maret 2031"},"previous":[],"place":{"name":"Ambon","country":"IDN"},"topics":["transport_connectivity"],"background":false}', '{"articles":3,"outlets":3,"origins":2,"speakers":1,"official":false}', '[]');
INSERT INTO public.entries VALUES ('q-f9ebd2a529', 'quotation', 'direct', NULL, NULL, NULL, NULL, '2031-03-04', '2031-03-05', 's-0870f500a1', 'kami ingin feri yang aman untuk warga pulau kecil,', '{"form":"direct","content":[{"start":363,"end":413,"exact":"Kami ingin feri yang aman untuk warga pulau kecil,"}],"cue":{"start":415,"end":419,"exact":"kata"},"speaker":"sekar-wibawa","co_speakers":[],"speaker_basis":"explicit","speaker_mention":{"start":420,"end":425,"exact":"Sekar"},"occasion":"m1","via":[],"rule":"quote.said_after"}', '{"articles":3,"outlets":3,"origins":2,"speakers":1,"official":false}', '[]');



INSERT INTO public.entry_parties VALUES ('c-2bd36beb64', 'IDN', 'beneficiary');
INSERT INTO public.entry_parties VALUES ('c-2bd36beb64', 'NZL', 'committer');
INSERT INTO public.entry_parties VALUES ('c-591c051a6a', 'IDN', 'party');
INSERT INTO public.entry_parties VALUES ('c-591c051a6a', 'KEN', 'party');
INSERT INTO public.entry_parties VALUES ('c-8f630397d1', 'IDN', 'party');
INSERT INTO public.entry_parties VALUES ('c-8f630397d1', 'NZL', 'party');
INSERT INTO public.entry_parties VALUES ('c-8f630397d1', 'sekar-wibawa', 'said_by');
INSERT INTO public.entry_parties VALUES ('m-4f9f5ce2c6', 'IDN', 'party');
INSERT INTO public.entry_parties VALUES ('m-4f9f5ce2c6', 'NZL', 'party');
INSERT INTO public.entry_parties VALUES ('m-4f9f5ce2c6', 'sekar-wibawa', 'host');
INSERT INTO public.entry_parties VALUES ('m-4f9f5ce2c6', 'tane-ruakura', 'visitor');
INSERT INTO public.entry_parties VALUES ('q-f9ebd2a529', 'IDN', 'speaker_state');
INSERT INTO public.entry_parties VALUES ('q-f9ebd2a529', 'sekar-wibawa', 'speaker');



INSERT INTO public.entry_records VALUES ('c-2bd36beb64', 'sha256:00c799eebfdf272a0910a59ea374d275b59744e41e91c83ff3bed4e043af36fe', 'c2', 0);
INSERT INTO public.entry_records VALUES ('c-2bd36beb64', 'sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18', 'c2', 1);
INSERT INTO public.entry_records VALUES ('c-2bd36beb64', 'sha256:aa9de10ac743aae5d85ab654d408a0b066664a93fae63e20288b110b5726ad16', 'c2', 2);
INSERT INTO public.entry_records VALUES ('c-591c051a6a', 'sha256:4bbe79166365eaf2a1ef2be857204803f5d72416a3c4e294aab853da656f9732', 'c2', 0);
INSERT INTO public.entry_records VALUES ('c-8f630397d1', 'sha256:00c799eebfdf272a0910a59ea374d275b59744e41e91c83ff3bed4e043af36fe', 'c1', 0);
INSERT INTO public.entry_records VALUES ('c-8f630397d1', 'sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18', 'c1', 1);
INSERT INTO public.entry_records VALUES ('c-8f630397d1', 'sha256:4bbe79166365eaf2a1ef2be857204803f5d72416a3c4e294aab853da656f9732', 'c1', 2);
INSERT INTO public.entry_records VALUES ('c-8f630397d1', 'sha256:aa9de10ac743aae5d85ab654d408a0b066664a93fae63e20288b110b5726ad16', 'c1', 3);
INSERT INTO public.entry_records VALUES ('m-4f9f5ce2c6', 'sha256:00c799eebfdf272a0910a59ea374d275b59744e41e91c83ff3bed4e043af36fe', 'm1', 0);
INSERT INTO public.entry_records VALUES ('m-4f9f5ce2c6', 'sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18', 'm1', 1);
INSERT INTO public.entry_records VALUES ('m-4f9f5ce2c6', 'sha256:aa9de10ac743aae5d85ab654d408a0b066664a93fae63e20288b110b5726ad16', 'm1', 2);
INSERT INTO public.entry_records VALUES ('q-f9ebd2a529', 'sha256:00c799eebfdf272a0910a59ea374d275b59744e41e91c83ff3bed4e043af36fe', 'q1', 0);
INSERT INTO public.entry_records VALUES ('q-f9ebd2a529', 'sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18', 'q1', 1);
INSERT INTO public.entry_records VALUES ('q-f9ebd2a529', 'sha256:aa9de10ac743aae5d85ab654d408a0b066664a93fae63e20288b110b5726ad16', 'q1', 2);



INSERT INTO public.entry_sectors VALUES ('c-2bd36beb64', 'finance');
INSERT INTO public.entry_sectors VALUES ('c-2bd36beb64', 'transport_connectivity');
INSERT INTO public.entry_sectors VALUES ('c-591c051a6a', 'trade');
INSERT INTO public.entry_sectors VALUES ('c-8f630397d1', 'transport_connectivity');
INSERT INTO public.entry_sectors VALUES ('m-4f9f5ce2c6', 'transport_connectivity');



INSERT INTO public.failures VALUES (1, NULL, 'read', 'bad_json', 'not JSON (mend the row)', 'pages.jsonl:7', 1, 1);



INSERT INTO public.judgements VALUES (1, 'sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18#c1', 'sha256:4bbe79166365eaf2a1ef2be857204803f5d72416a3c4e294aab853da656f9732#c1', 'same', 0, '{"left":"sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18#c1","right":"sha256:4bbe79166365eaf2a1ef2be857204803f5d72416a3c4e294aab853da656f9732#c1","verdict":"same","score":0.0,"reasons":["one memorandum: both name ferry safety"],"by":"person:sekar","at":"2031-10-10T08:00:00+00:00","withdrawn_at":null,"left_selector":{"exact":"sedang difinalisasi","prefix":"ahaman tentang keselamatan feri ","suffix":" oleh kedua pihak. Naskah itu di"},"right_selector":{"exact":"menandatangani","prefix":"ri\n\nIndonesia dan Selandia Baru ","suffix":" nota kesepahaman keselamatan fe"}}', 'person:sekar', '2031-10-10T08:00:00+00:00', NULL);
INSERT INTO public.judgements VALUES (2, 'sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18#c1', 'sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18#c2', 'different', 0, '{"left":"sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18#c1","right":"sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18#c2","verdict":"different","score":0.0,"reasons":["the pledge is money"],"by":"person:sekar","at":"2031-10-10T08:01:00+00:00","withdrawn_at":null,"left_selector":{"exact":"sedang difinalisasi","prefix":"ahaman tentang keselamatan feri ","suffix":" oleh kedua pihak. Naskah itu di"},"right_selector":{"exact":"menjanjikan","prefix":"il,” kata Sekar.\n\nSelandia Baru ","suffix":" 20 juta dolar AS untuk dermaga "}}', 'person:sekar', '2031-10-10T08:01:00+00:00', '2031-10-11T08:00:00+00:00');



INSERT INTO public.migrations VALUES (1, 'create_tables', '2026-11-22T03:35:48+00:00');
INSERT INTO public.migrations VALUES (2, 'add_audit', '2026-11-22T03:35:48+00:00');



INSERT INTO public.records VALUES ('sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18', 'q1', 'quotation', 0, '{"id":"q1","form":"direct","content":[{"start":365,"end":415,"exact":"Kami ingin feri yang aman untuk warga pulau kecil,"}],"cue":{"start":417,"end":421,"exact":"kata"},"speaker":"sekar-wibawa","co_speakers":[],"speaker_basis":"explicit","speaker_mention":{"start":422,"end":427,"exact":"Sekar"},"occasion":"m1","via":[],"rule":"quote.said_after"}', 'Kami ingin feri yang aman untuk warga pulau kecil,', 'itandatangani pada Juni 2031.

“', '” kata Sekar.

Selandia Baru men');
INSERT INTO public.records VALUES ('sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18', 'm1', 'meeting', 0, '{"id":"m1","kind":"visit","setting":"bilateral","status":"held","parties":["IDN","NZL"],"participants":[{"actor":"sekar-wibawa","role":"host"},{"actor":"tane-ruakura","role":"visitor"}],"when":{"from":"2031-03-04","to":"2031-03-04","precision":"day","qualifier":null,"edtf":"2031-03-04","basis":"explicit","inferred":[],"reason":"","note":"","raw":"Selasa 4 Maret 2031"},"previous":[],"place":{"name":"Ambon","country":"IDN"},"topics":["transport_connectivity"],"background":false,"evidence":[{"field":"status","start":113,"end":121,"exact":"menerima","sentence":[65,185],"rule":"meeting.receive"},{"field":"participants","start":80,"end":154,"exact":"Menteri Luar Negeri Sekar Wibawa menerima Menlu Selandia Baru Tane Ruakura","sentence":[65,185],"rule":"test.rule"},{"field":"when","start":165,"end":184,"exact":"Selasa 4 Maret 2031","sentence":[65,185],"rule":"time.weekday_date"},{"field":"place","start":155,"end":165,"exact":"di Ambon, ","sentence":[65,185],"rule":"meeting.place"}]}', 'menerima', 'enteri Luar Negeri Sekar Wibawa ', ' Menlu Selandia Baru Tane Ruakur');
INSERT INTO public.records VALUES ('sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18', 'c1', 'commitment', 0, '{"id":"c1","kind":"mou","title":"Nota kesepahaman tentang keselamatan feri","parties":[{"actor":"IDN","role":"party"},{"actor":"NZL","role":"party"}],"stage":"finalising","modality":"actual","expected_stage":"signed","outcome":"not_due","schedule":null,"previous":[],"sectors":["transport_connectivity"],"horizon":"unstated","due":{"from":"2031-06-01","to":"2031-06-30","precision":"month","qualifier":null,"edtf":"2031-06","basis":"explicit","inferred":[],"reason":"","note":"","raw":"Juni 2031"},"period":null,"signed_on":null,"said_on":{"from":"2031-03-04","to":"2031-03-04","precision":"day","qualifier":null,"edtf":"2031-03-04","basis":"publication","inferred":[],"reason":"","note":"","raw":"2031-03-04"},"amount":null,"said_by":"sekar-wibawa","conditions":null,"governors":["diharapkan"],"evidence":[{"field":"stage","start":272,"end":291,"exact":"sedang difinalisasi","sentence":[230,309],"rule":"stage.finalising"},{"field":"title","start":230,"end":271,"exact":"Nota kesepahaman tentang keselamatan feri","sentence":[230,309],"rule":"test.rule"},{"field":"due","start":347,"end":361,"exact":"pada Juni 2031","sentence":[310,362],"rule":"time.month_year"},{"field":"expected_stage","start":321,"end":346,"exact":"diharapkan ditandatangani","sentence":[310,362],"rule":"governor.hope"}]}', 'sedang difinalisasi', 'ahaman tentang keselamatan feri ', ' oleh kedua pihak. Naskah itu di');
INSERT INTO public.records VALUES ('sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18', 'c2', 'commitment', 1, '{"id":"c2","kind":"pledge","title":"20 juta dolar AS untuk dermaga","parties":[{"actor":"NZL","role":"committer"},{"actor":"IDN","role":"beneficiary"}],"stage":"pledged","modality":"conditional","expected_stage":null,"outcome":"unknown","schedule":null,"previous":[],"sectors":["transport_connectivity","finance"],"horizon":"unstated","due":null,"period":null,"signed_on":null,"said_on":null,"amount":{"value":20000000,"unit":null,"currency":"USD","qualifier":null,"high":null},"said_by":null,"conditions":{"start":487,"end":515,"exact":"jika studi kelayakan selesai"},"governors":[],"evidence":[{"field":"stage","start":444,"end":455,"exact":"menjanjikan","sentence":[430,516],"rule":"stage.pledge"},{"field":"amount","start":456,"end":472,"exact":"20 juta dolar AS","sentence":[430,516],"rule":"amount.money"}]}', 'menjanjikan', 'il,” kata Sekar.

Selandia Baru ', ' 20 juta dolar AS untuk dermaga ');
INSERT INTO public.records VALUES ('sha256:aa9de10ac743aae5d85ab654d408a0b066664a93fae63e20288b110b5726ad16', 'q1', 'quotation', 0, '{"id":"q1","form":"direct","content":[{"start":370,"end":420,"exact":"Kami ingin feri yang aman untuk warga pulau kecil,"}],"cue":{"start":422,"end":426,"exact":"kata"},"speaker":"sekar-wibawa","co_speakers":[],"speaker_basis":"explicit","speaker_mention":{"start":427,"end":432,"exact":"Sekar"},"occasion":"m1","via":[],"rule":"quote.said_after"}', 'Kami ingin feri yang aman untuk warga pulau kecil,', 'itandatangani pada Juni 2031.

“', '” kata Sekar.

Selandia Baru men');
INSERT INTO public.records VALUES ('sha256:aa9de10ac743aae5d85ab654d408a0b066664a93fae63e20288b110b5726ad16', 'm1', 'meeting', 0, '{"id":"m1","kind":"visit","setting":"bilateral","status":"held","parties":["IDN","NZL"],"participants":[{"actor":"sekar-wibawa","role":"host"},{"actor":"tane-ruakura","role":"visitor"}],"when":{"from":"2031-03-04","to":"2031-03-04","precision":"day","qualifier":null,"edtf":"2031-03-04","basis":"explicit","inferred":[],"reason":"","note":"","raw":"Selasa 4 Maret 2031"},"previous":[],"place":{"name":"Ambon","country":"IDN"},"topics":["transport_connectivity"],"background":false,"evidence":[{"field":"status","start":113,"end":121,"exact":"menerima","sentence":[65,185],"rule":"meeting.receive"},{"field":"participants","start":80,"end":154,"exact":"Menteri Luar Negeri Sekar Wibawa menerima Menlu Selandia Baru Tane Ruakura","sentence":[65,185],"rule":"test.rule"},{"field":"when","start":165,"end":184,"exact":"Selasa 4 Maret 2031","sentence":[65,185],"rule":"time.weekday_date"},{"field":"place","start":155,"end":165,"exact":"di Ambon, ","sentence":[65,185],"rule":"meeting.place"}]}', 'menerima', 'enteri Luar Negeri Sekar Wibawa ', ' Menlu Selandia Baru Tane Ruakur');
INSERT INTO public.records VALUES ('sha256:aa9de10ac743aae5d85ab654d408a0b066664a93fae63e20288b110b5726ad16', 'c1', 'commitment', 0, '{"id":"c1","kind":"mou","title":"Nota kesepahaman tentang keselamatan feri","parties":[{"actor":"IDN","role":"party"},{"actor":"NZL","role":"party"}],"stage":"planned","modality":"actual","expected_stage":"signed","outcome":"not_due","schedule":null,"previous":[],"sectors":["transport_connectivity"],"horizon":"long","due":{"from":"2031-06-01","to":"2031-06-30","precision":"month","qualifier":null,"edtf":"2031-06","basis":"explicit","inferred":[],"reason":"","note":"","raw":"Juni 2031"},"period":null,"signed_on":null,"said_on":{"from":"2031-03-04","to":"2031-03-04","precision":"day","qualifier":null,"edtf":"2031-03-04","basis":"publication","inferred":[],"reason":"","note":"","raw":"2031-03-04"},"amount":null,"said_by":"sekar-wibawa","conditions":null,"governors":["diharapkan"],"evidence":[{"field":"stage","start":272,"end":313,"exact":"direncanakan rampung dalam jangka panjang","sentence":[230,314],"rule":"stage.planned"},{"field":"title","start":230,"end":271,"exact":"Nota kesepahaman tentang keselamatan feri","sentence":[230,314],"rule":"test.rule"},{"field":"due","start":352,"end":366,"exact":"pada Juni 2031","sentence":[315,367],"rule":"time.month_year"},{"field":"expected_stage","start":326,"end":351,"exact":"diharapkan ditandatangani","sentence":[315,367],"rule":"governor.hope"},{"field":"horizon","start":299,"end":313,"exact":"jangka panjang","sentence":[230,314],"rule":"horizon.long"}]}', 'direncanakan rampung dalam jangka panjang', 'ahaman tentang keselamatan feri ', '. Naskah itu diharapkan ditandat');
INSERT INTO public.records VALUES ('sha256:aa9de10ac743aae5d85ab654d408a0b066664a93fae63e20288b110b5726ad16', 'c2', 'commitment', 1, '{"id":"c2","kind":"pledge","title":"20 juta dolar AS untuk dermaga","parties":[{"actor":"NZL","role":"committer"},{"actor":"IDN","role":"beneficiary"}],"stage":"pledged","modality":"conditional","expected_stage":null,"outcome":"unknown","schedule":null,"previous":[],"sectors":["transport_connectivity","finance"],"horizon":"unstated","due":null,"period":null,"signed_on":null,"said_on":null,"amount":{"value":20000000,"unit":null,"currency":"USD","qualifier":null,"high":null},"said_by":null,"conditions":{"start":492,"end":520,"exact":"jika studi kelayakan selesai"},"governors":[],"evidence":[{"field":"stage","start":449,"end":460,"exact":"menjanjikan","sentence":[435,521],"rule":"stage.pledge"},{"field":"amount","start":461,"end":477,"exact":"20 juta dolar AS","sentence":[435,521],"rule":"amount.money"}]}', 'menjanjikan', 'il,” kata Sekar.

Selandia Baru ', ' 20 juta dolar AS untuk dermaga ');
INSERT INTO public.records VALUES ('sha256:00c799eebfdf272a0910a59ea374d275b59744e41e91c83ff3bed4e043af36fe', 'q1', 'quotation', 0, '{"id":"q1","form":"direct","content":[{"start":363,"end":413,"exact":"Kami ingin feri yang aman untuk warga pulau kecil,"}],"cue":{"start":415,"end":419,"exact":"kata"},"speaker":"sekar-wibawa","co_speakers":[],"speaker_basis":"explicit","speaker_mention":{"start":420,"end":425,"exact":"Sekar"},"occasion":"m1","via":[],"rule":"quote.said_after"}', 'Kami ingin feri yang aman untuk warga pulau kecil,', 'itandatangani pada Juni 2031.

“', '” kata Sekar.

Selandia Baru men');
INSERT INTO public.records VALUES ('sha256:00c799eebfdf272a0910a59ea374d275b59744e41e91c83ff3bed4e043af36fe', 'm1', 'meeting', 0, '{"id":"m1","kind":"visit","setting":"bilateral","status":"held","parties":["IDN","NZL"],"participants":[{"actor":"sekar-wibawa","role":"host"},{"actor":"tane-ruakura","role":"visitor"}],"when":{"from":"2031-03-04","to":"2031-03-04","precision":"day","qualifier":null,"edtf":"2031-03-04","basis":"explicit","inferred":[],"reason":"","note":"","raw":"Selasa 4 Maret 2031"},"previous":[],"place":{"name":"Ambon","country":"IDN"},"topics":["transport_connectivity"],"background":false,"evidence":[{"field":"status","start":111,"end":119,"exact":"menerima","sentence":[63,183],"rule":"meeting.receive"},{"field":"participants","start":78,"end":152,"exact":"Menteri Luar Negeri Sekar Wibawa menerima Menlu Selandia Baru Tane Ruakura","sentence":[63,183],"rule":"test.rule"},{"field":"when","start":163,"end":182,"exact":"Selasa 4 Maret 2031","sentence":[63,183],"rule":"time.weekday_date"},{"field":"place","start":153,"end":163,"exact":"di Ambon, ","sentence":[63,183],"rule":"meeting.place"}]}', 'menerima', 'enteri Luar Negeri Sekar Wibawa ', ' Menlu Selandia Baru Tane Ruakur');
INSERT INTO public.records VALUES ('sha256:00c799eebfdf272a0910a59ea374d275b59744e41e91c83ff3bed4e043af36fe', 'c1', 'commitment', 0, '{"id":"c1","kind":"mou","title":"Nota kesepahaman tentang keselamatan feri","parties":[{"actor":"IDN","role":"party"},{"actor":"NZL","role":"party"}],"stage":"finalising","modality":"actual","expected_stage":"signed","outcome":"not_due","schedule":null,"previous":[],"sectors":["transport_connectivity"],"horizon":"unstated","due":{"from":"2031-06-01","to":"2031-06-30","precision":"month","qualifier":null,"edtf":"2031-06","basis":"explicit","inferred":[],"reason":"","note":"","raw":"Juni 2031"},"period":null,"signed_on":null,"said_on":{"from":"2031-03-05","to":"2031-03-05","precision":"day","qualifier":null,"edtf":"2031-03-05","basis":"publication","inferred":[],"reason":"","note":"","raw":"2031-03-05"},"amount":null,"said_by":"sekar-wibawa","conditions":null,"governors":["diharapkan"],"evidence":[{"field":"stage","start":270,"end":289,"exact":"sedang difinalisasi","sentence":[228,307],"rule":"stage.finalising"},{"field":"title","start":228,"end":269,"exact":"Nota kesepahaman tentang keselamatan feri","sentence":[228,307],"rule":"test.rule"},{"field":"due","start":345,"end":359,"exact":"pada Juni 2031","sentence":[308,360],"rule":"time.month_year"},{"field":"expected_stage","start":319,"end":344,"exact":"diharapkan ditandatangani","sentence":[308,360],"rule":"governor.hope"}]}', 'sedang difinalisasi', 'ahaman tentang keselamatan feri ', ' oleh kedua pihak. Naskah itu di');
INSERT INTO public.records VALUES ('sha256:00c799eebfdf272a0910a59ea374d275b59744e41e91c83ff3bed4e043af36fe', 'c2', 'commitment', 1, '{"id":"c2","kind":"pledge","title":"20 juta dolar AS untuk dermaga","parties":[{"actor":"NZL","role":"committer"},{"actor":"IDN","role":"beneficiary"}],"stage":"pledged","modality":"conditional","expected_stage":null,"outcome":"unknown","schedule":null,"previous":[],"sectors":["transport_connectivity","finance"],"horizon":"unstated","due":null,"period":null,"signed_on":null,"said_on":null,"amount":{"value":20000000,"unit":null,"currency":"USD","qualifier":null,"high":null},"said_by":null,"conditions":{"start":485,"end":513,"exact":"jika studi kelayakan selesai"},"governors":[],"evidence":[{"field":"stage","start":442,"end":453,"exact":"menjanjikan","sentence":[428,514],"rule":"stage.pledge"},{"field":"amount","start":454,"end":470,"exact":"20 juta dolar AS","sentence":[428,514],"rule":"amount.money"}]}', 'menjanjikan', 'il,” kata Sekar.

Selandia Baru ', ' 20 juta dolar AS untuk dermaga ');
INSERT INTO public.records VALUES ('sha256:4bbe79166365eaf2a1ef2be857204803f5d72416a3c4e294aab853da656f9732', 'c1', 'commitment', 0, '{"id":"c1","kind":"mou","title":"nota kesepahaman keselamatan feri","parties":[{"actor":"IDN","role":"party"},{"actor":"NZL","role":"party"}],"stage":"signed","modality":"actual","expected_stage":null,"outcome":"unknown","schedule":null,"previous":[],"sectors":["transport_connectivity"],"horizon":"unstated","due":null,"period":null,"signed_on":{"from":"2031-10-09","to":"2031-10-09","precision":"day","qualifier":null,"edtf":"2031-10-09","basis":"explicit","inferred":[],"reason":"","note":"","raw":"Kamis 9 Oktober 2031"},"said_on":{"from":"2031-10-09","to":"2031-10-09","precision":"day","qualifier":null,"edtf":"2031-10-09","basis":"publication","inferred":[],"reason":"","note":"","raw":"2031-10-09"},"amount":null,"said_by":null,"conditions":null,"governors":[],"evidence":[{"field":"stage","start":85,"end":99,"exact":"menandatangani","sentence":[57,170],"rule":"stage.signed"},{"field":"signed_on","start":149,"end":169,"exact":"Kamis 9 Oktober 2031","sentence":[57,170],"rule":"time.weekday_date"}]}', 'menandatangani', 'ri

Indonesia dan Selandia Baru ', ' nota kesepahaman keselamatan fe');
INSERT INTO public.records VALUES ('sha256:4bbe79166365eaf2a1ef2be857204803f5d72416a3c4e294aab853da656f9732', 'c2', 'commitment', 1, '{"id":"c2","kind":"target","title":"Target perdagangan sebesar 3 miliar dolar AS","parties":[{"actor":"IDN","role":"party"},{"actor":"KEN","role":"party"}],"stage":"agreed","modality":"actual","expected_stage":null,"outcome":"in_progress","schedule":null,"previous":[],"sectors":["trade"],"horizon":"unstated","due":{"from":"2030-01-01","to":"2030-12-31","precision":"year","qualifier":null,"edtf":"2030","basis":"explicit","inferred":[],"reason":"","note":"","raw":"2030"},"period":null,"signed_on":null,"said_on":null,"amount":{"value":3000000000,"unit":null,"currency":"USD","qualifier":"about","high":null},"said_by":null,"conditions":null,"governors":[],"evidence":[{"field":"stage","start":172,"end":190,"exact":"Target perdagangan","sentence":[172,263],"rule":"stage.target"},{"field":"due","start":237,"end":246,"exact":"pada 2030","sentence":[172,263],"rule":"test.rule"}]}', 'Target perdagangan', 'lington, Kamis 9 Oktober 2031.

', ' Indonesia dan Kenya sebesar 3 m');



INSERT INTO public.runs VALUES (1, 'risalah 0.1.0', '2026-11-22T03:35:48+00:00', '2026-11-22T03:35:48+00:00', '{"pages":6}');



INSERT INTO public.stories VALUES ('s-0870f500a1', '2031-03-04', '2031-03-05', '{"id":"s-0870f500a1","title":"Menlu Sekar Terima Menlu Selandia Baru di Ambon (kabar.example)","articles":["sha256:00c799eebfdf272a0910a59ea374d275b59744e41e91c83ff3bed4e043af36fe","sha256:42cb4b76706f9e5e90032a3e5b7e8c797dc7c0a762d3260bf04e8b79eded1a18","sha256:aa9de10ac743aae5d85ab654d408a0b066664a93fae63e20288b110b5726ad16"],"outlets":3,"origins":2,"from":"2031-03-04","to":"2031-03-05"}');
INSERT INTO public.stories VALUES ('s-afa3601de2', '2031-10-09', '2031-10-09', '{"id":"s-afa3601de2","title":"Indonesia dan Selandia Baru Teken Nota Keselamatan Feri","articles":["sha256:4bbe79166365eaf2a1ef2be857204803f5d72416a3c4e294aab853da656f9732"],"outlets":1,"origins":1,"from":"2031-10-09","to":"2031-10-09"}');



SELECT pg_catalog.setval('public.articles_n_seq', 5, true);



SELECT pg_catalog.setval('public.audit_n_seq', 1, true);



SELECT pg_catalog.setval('public.decisions_n_seq', 1, false);



SELECT pg_catalog.setval('public.failures_n_seq', 1, true);



SELECT pg_catalog.setval('public.judgements_n_seq', 2, true);



SELECT pg_catalog.setval('public.migrations_version_seq', 1, false);



SELECT pg_catalog.setval('public.runs_n_seq', 1, true);



ALTER TABLE ONLY public.actors
    ADD CONSTRAINT actors_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.annotations
    ADD CONSTRAINT annotations_pkey PRIMARY KEY (article);



ALTER TABLE ONLY public.article_entries
    ADD CONSTRAINT article_entries_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.articles
    ADD CONSTRAINT articles_id_key UNIQUE (id);



ALTER TABLE ONLY public.articles
    ADD CONSTRAINT articles_pkey PRIMARY KEY (n);



ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (n);



ALTER TABLE ONLY public.conflicts
    ADD CONSTRAINT conflicts_pkey PRIMARY KEY (entry, "position");



ALTER TABLE ONLY public.decisions
    ADD CONSTRAINT decisions_pkey PRIMARY KEY (n);



ALTER TABLE ONLY public.entries
    ADD CONSTRAINT entries_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.entry_parties
    ADD CONSTRAINT entry_parties_pkey PRIMARY KEY (entry, actor, role);



ALTER TABLE ONLY public.entry_records
    ADD CONSTRAINT entry_records_pkey PRIMARY KEY (entry, article, record);



ALTER TABLE ONLY public.entry_sectors
    ADD CONSTRAINT entry_sectors_pkey PRIMARY KEY (entry, sector);



ALTER TABLE ONLY public.failures
    ADD CONSTRAINT failures_pkey PRIMARY KEY (n);



ALTER TABLE ONLY public.judgements
    ADD CONSTRAINT judgements_pkey PRIMARY KEY (n);



ALTER TABLE ONLY public.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (version);



ALTER TABLE ONLY public.records
    ADD CONSTRAINT records_pkey PRIMARY KEY (article, id);



ALTER TABLE ONLY public.runs
    ADD CONSTRAINT runs_pkey PRIMARY KEY (n);



ALTER TABLE ONLY public.stories
    ADD CONSTRAINT stories_pkey PRIMARY KEY (id);



CREATE INDEX articles_search ON public.articles USING gin (to_tsvector('simple'::regconfig, ((COALESCE(title, ''::text) || ' '::text) || "left"(text, 200000))));



CREATE INDEX ix_article_entries_story ON public.article_entries USING btree (story);



CREATE INDEX ix_articles_url ON public.articles USING btree (url);



CREATE INDEX ix_entries_date_from ON public.entries USING btree (date_from);



CREATE INDEX ix_entries_story ON public.entries USING btree (story);



CREATE INDEX ix_entries_type ON public.entries USING btree (type);



CREATE INDEX ix_entry_parties_actor ON public.entry_parties USING btree (actor);



CREATE INDEX ix_entry_records_article ON public.entry_records USING btree (article);



CREATE INDEX ix_failures_article ON public.failures USING btree (article);



CREATE INDEX ix_failures_place ON public.failures USING btree (place);



CREATE INDEX ix_judgements_left_record ON public.judgements USING btree (left_record);



CREATE INDEX ix_judgements_right_record ON public.judgements USING btree (right_record);



ALTER TABLE ONLY public.annotations
    ADD CONSTRAINT annotations_article_fkey FOREIGN KEY (article) REFERENCES public.articles(id) ON DELETE CASCADE;



ALTER TABLE ONLY public.conflicts
    ADD CONSTRAINT conflicts_entry_fkey FOREIGN KEY (entry) REFERENCES public.entries(id) ON DELETE CASCADE;



ALTER TABLE ONLY public.entry_parties
    ADD CONSTRAINT entry_parties_entry_fkey FOREIGN KEY (entry) REFERENCES public.entries(id) ON DELETE CASCADE;



ALTER TABLE ONLY public.entry_records
    ADD CONSTRAINT entry_records_entry_fkey FOREIGN KEY (entry) REFERENCES public.entries(id) ON DELETE CASCADE;



ALTER TABLE ONLY public.entry_sectors
    ADD CONSTRAINT entry_sectors_entry_fkey FOREIGN KEY (entry) REFERENCES public.entries(id) ON DELETE CASCADE;



ALTER TABLE ONLY public.failures
    ADD CONSTRAINT failures_article_fkey FOREIGN KEY (article) REFERENCES public.articles(id) ON DELETE CASCADE;



ALTER TABLE ONLY public.records
    ADD CONSTRAINT records_article_fkey FOREIGN KEY (article) REFERENCES public.articles(id) ON DELETE CASCADE;




