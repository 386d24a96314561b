"""Words that name no person, beside those that the catalogue prints; and names that are common in Jamaica."""

from __future__ import annotations

PLACES = """
Above Rocks; Albert Town; Alligator Pond; Allman Town; Annotto Bay; Arnett Gardens; Asia Pen; August Town; Barrett
Town; Bethel Town; Black River; Blue Mountain; Blue Mountains; Bog Walk; Boston Bay; Bounty Hall; Bournemouth Gardens;
Brown's Town; Browns Town; Buff Bay; Bull Bay; Bull Savannah; Cane River; Catherine Hall; Cave Valley; Cedar Valley;
Chester Castle; Christian Pen; Clark's Town; Clarks Town; Cold Spring; Constant Spring; Cooreville Gardens; Cornwall
Courts; Costa Rica; Cow Bay; Crooked River; Cross Keys; Cross Roads; Danvers Pen; De La Vega City; Denham Town;
Discovery Bay; Dominican Republic; Duhaney Park; Eleven Miles; Ensom City; Fairy Hill; Ferris Cross; Fletcher's Land;
Four Paths; Franklyn Town; Fruitful Vale; Golden Grove; Gordon Town; Grange Hill; Green Island; Gregory Park; Guy's
Hill; Guys Hill; Hagley Gap; Half Way Tree; Half-Way-Tree; Hannah Town; Harbour View; Hellshire Hills; Hope Bay;
Independence City; Jeffrey Town; John's Hall; Johns Hall; Jones Town; Kitson Town; Lambs River; Lionel Town; Little
London; Lluidas Vale; Long Bay; March Town; Maroon Town; Martha Brae; Mavis Bank; May Pen; Middle Quarters; Mile
Gully; Milk River; Mona Heights; Montego Bay; Morant Bay; Mount Pleasant; Mount Salem; Mountain View; Naggo Head; New
Kingston; New Market; Nine Miles; Norman Gardens; Ocho Rios; Old Harbour; Old Hope; Olympic Gardens; Orange Bay;
Orange Hill; Palmers Cross; Patrick City; Pedro Plains; Point Hill; Port Antonio; Port Maria; Port Morant; Port Royal;
Race Course; Rae Town; Rio Bueno; Riverton City; Rock River; Rocky Point; Rollington Town; Rose Hall; Rose Town;
Runaway Bay; Saint Lucia; Salt River; Salt Spring; Sam Sharpe; San Pedro; Sandy Bay; Santa Cruz; Savanna la Mar;
Savanna-la-Mar; Seaview Gardens; South St. Andrew; Spanish Town; Spring Garden; St. Ann's Bay; St. Margaret's Bay;
Steer Town; Stewart Town; Stony Hill; Tivoli Gardens; Toll Gate; Treasure Beach; Trench Town; Trinidad and Tobago;
Trout Hall; Ulster Spring; United Kingdom; United Nations; United States; Wait-a-Bit; Washington Gardens; Watt Town;
White Horses; Windward Road
"""
"""Of several words, taken out as a whole: “Brown's Town” must not excuse a Brown."""

BEGINNINGS = """
A An The And Or Of In On At To For From By With Into Over Under Between Among This That These Those It Its There
Here One Two Three Four Five Six Seven Eight Nine Ten No None All Some Both Each Every Our We They He She His Her
Their Not Is Are Was Were Has Had If As After Before During Since When While Where Also Only Yes New Old Nil January
February March April May June July August September October November December Monday Tuesday Wednesday Thursday
Friday Saturday Sunday Approximately Approx About Around Second Third Fourth First Last Next Currently Further
Additional Additionally However Therefore Overall Please Note Most Many Several Other Others Another Again Now Then
Both Due Based Given Undated Partly Fully Mainly Still Yet
"""
"""Capitalised at the start of a sentence, and the calendar."""

TOWNS = """
Kingston Portmore Mandeville Falmouth Lucea Linstead Christiana Negril Highgate Oracabessa Chapelton Ewarton Aboukir
Accompong Adelphi Albion Alexandria Anchovy Balaclava Bamboo Barbican Bath Belfield Bellefield Bluefields Bogue Boscobel
Bowden Braeton Cascade Castleton Catadupa Claremont Dalvey Darliston Deeside Denbigh Duanvale Duckenfield Duncans
Easington Exchange Flanker Frankfield Frome Gayle Glendevon Granville Harmons Hayes Hectors Hellshire Hopewell Irwin
Ironshore Islington Junction Kellits Kendal Knockpatrick Lacovia Liguanea Lilliput Logwood Maggotty Manchioneal Mocho
Mona Moneague Mountainside Nain Newport Nonsuch Norwood Palisadoes Papine Parottee Petersfield Porus Pratville Priory
Ramble Retreat Richmond Seaforth Siloah Sligoville Smithfield Southfield Spaldings Torrington Trinityville Vere
Wakefield Walderston Waterford Waterhouse Whitehouse Williamsfield Windsor Yallahs
"""
"""Of one word. They make no institution of the name before them: `John Linstead` is a person."""

OFFICE_WORDS = """
Box Cornwall Middlesex Surrey Jamaica Jamaican North South East West Western Eastern Central Caribbean America
American States Canada Canadian Haiti Haitian Nigeria Nigerian Trinidad Cuba Cuban Colombia Colombian Venezuela China
Chinese India Indian English Spanish French Creole Act Bill Law Court Circuit Parish Supreme Resident Magistrate High
Home Homes Family Gun Children Child Victim Victims Hospital Clinic Health Centre Center Regional General School
Primary Infant Academy College University Institute Church Baptist Methodist Anglican Catholic Foundation Trust
Society Association Club Rotary Kiwanis Lions Police Station Division Area Force Unit Branch Office Officer Officers
Ministry Minister Department Government Cabinet Parliament House Senate Commission Commissioner Council Committee
Sub-Committee Task Board Bureau Agency Authority Service Services Secretariat Programme Program Project Plan Policy
Protocol Agreement Memorandum Understanding Guide Guidelines Manual Standard Operating Procedure Procedures Report
Reports Return Annual National International Global Local Public Private Chief Executive Director Deputy Permanent
Secretary Assistant Acting Senior Head Manager Coordinator Superintendent Inspector-General Inspector Attorney
Solicitor Prosecutor Prosecutions Rapporteur Registrar Justice Judge Chairman Chair President Prime Principal Teacher
Nurse Social Worker Workers Case Management Data Collection Sexual Offences Care Protection Trafficking Persons Human
Rights Operation Week Month Day Year Awareness Campaign Training Workshop Conference Room Airport Hotel Beach Park
Road Street Avenue Lane Drive Bay Town Hill Sheet Excel Microsoft Not Available Applicable Reached Started Childcare
Boys Girls Place Safety Shelter Red Cross UNICEF UNODC UNHCR USAID INTERPOL CARICOM OAS IOM ILO NGO NGOs CSO CSOs MDA
MDAs NPA NRM SOP SOPs MOU COVID HIV AIDS Gazette Minutes Letter File Page Chapter Section Sections Estimates
Expenditure Boulevard Market Fire Brigade Customs Pond Spring Springs Valley Gardens Grove Island Heights Harbour
Highway Square Pen River Point Savannah Mountain Bridge Plaza Complex Building Theatre Library Stadium Embassy
Consulate Constabulary Impact Statement Statements Witness Support Community Communities Village Company Gleaner
Observer Digicel Flow Radio Television Facebook WhatsApp Instagram YouTube Zoom Easter Christmas Emancipation
Independence Heroes Carnival Festival Weekend Prevention Suppression Punishment Visual Performing Arts Teachers Mico
Shortwood Bethlehem Moravian Alpha Rescue Honourable Reference Ref Seed Nursery Eyes Hotels Inn Villas Resort Compact
Partnership Partnerships Bilateral Dialogue Findings Forms Labor Labour Worst Situational Analysis Supplementary
Summary Recurrent Key Achievements Progress TIP GOJ DOL U.S U.K Funds Federal Trafficked Record Records Register
Registers Figures Numbers Total Totals Baseline Target Indicator Indicators Activity Activities Objective Quarter
Half-year Financial Budget Allocation Vice Squad Intellectual Property FM Nationwide Adventist Witnesses God Prophecy
Testament Gender Affairs Women Woman Coast Guard Air Wing Defence Hurricane Tropical Storm Silence Open
"""
"""What offices, posts, laws, documents and towns of one word are called by."""

SMALL_WORDS = """
a about abroad absent after again all alone already also although an and any are as at away back be became because been
before being both but by came can cannot could cousin dead deceased did died do does done each early either elsewhere
even ever every family few foster found four friend friends from gave girl given go goes got had half has have he her
here herself him himself his home how if ill in into is it its job just kept kin large last later left less living long
made man many may me member members met more most mother much must near need needs never new next nobody none nor not
nothing now of off often old older on once one only or other others our out over own parent parent's parents partner
paternal maternal people person persons police poor present private public put rather relative relatives rural safe said
same saw school see seen sent several she shelter should since six small so some someone son soon step still such
support taken ten than that the their them then there these they this those three through time to today together told
too took town two under unable unknown until up upon urban us used very was way we week weeks well went were what when
where which while who whom whose will with within without woman women work worker workers works would year years yet
young younger live lives apart aunt uncle father sister brother guardian guardians grandmother grandfather adult
adults boy boys child children daughter daughters victim victims baby teenager teenagers minor minors aged age first
second third fourth overseas foreign local temporary permanent suitable approved extended biological adoptive older
elder known willing fit care staff social church hostel centre place facility house household community village
district farm hotel bar day days month months night morning evening english teller nurse teacher farmer vendor maid
seller cook clerk driver
"""
"""Words in small letters that stand after “mother”, “placed with” and their like and are no part of a name."""

GIVEN_NAMES = """
aaliyah abigail adrian aisha alana aldane alecia alex alexander alexis alicia allison alton alvin amanda amelia amoy
andre andrea andrene andrew andy angela anika anita anna annette annmarie anthony antoinette antwan ashley audley
audrey barrington becky beverley bobby brandon brenda brian brianna bryan calvin cameron camille candice carlene
carlos carlton carmen caroline cassandra catherine cecil chantal charlene charles charlotte cheryl chevaughn chevelle
chris christine christopher cindy claudette claudia clifton clinton clive colleen conroy courtney craig cynthia damian
damion dane daniel daniella danielle danny daphne darius darnell darren dave david davina deandra deandre deborah
delroy denise dennis desmond devon diana diane dominic donald donna donovan doreen dorothy douglas dwayne dwight edith
edna edward elaine elizabeth ellen elvis emily emma enid eric erica errol esther ethan eunice evadne everton fabian
fiona fitzroy garfield gary gavin geoffrey george gerald glenroy gloria gregory gwendolyn hannah harold hazel heather
helen herbert horace howard hugh ian imani ingrid irene isaac isabella isaiah jacob jacqueline jada jahmar jamal james
jamie jamila jane janelle janet janice jasmine jason javaughn javier jayden jeffrey jenelle jennifer jenny jeremy
jermaine jerome jessica jevaughn jhanelle jillian joan joanna joel john johnny jonathan joseph joshua joyce judith
julia julian juliet justin kadeem kadian kaila karen karl kathleen kayla kaylia keisha keith kelvin kemar kemoy
kenneth kenroy kerry kerryann kevin kimberly kimmy kimone krystal kyle lacey latoya lavern leon leroy leslie lincoln
linda lisa lloyd lorna louise lucia lucille mackenzie malachi malcolm marcia marcus margaret maria marie marlene
marlon marsha martha marva mary matthew maureen maurice maxine melissa melvin merlene michael michelle mikayla mike
mikhail monique nadia nadiesha nadine natalee natalie natasha nathan nathaniel neville nevin nicholas nickoy nicola
nicole nigel noel norma norman novlette oliver omar omari oneil orlando orville oshane oshin oswald pam pamela patrice
patricia patrick paul paula paulette pauline peta peter petra philip phillip phyllis rachel raheem ramon ranaldo
rashaun rasheed raymond rebecca renee rhonda ricardo richard robert rodney rohan romaine romario ronald rosemarie
roxanne roy rupert rushane ruth ryan sabrina samantha samuel sandra sanjay sarah sasha sashagaye sean shakira shamar
shana shanae shaneil shania shanice shanique shanna shantel shantelle shari sharon shaun shauna shavon shawn sheldon
shelly shericka sherine shernette sherry shevon shirley shoshana simone sonia sophia stacey stacy stacyann stephanie
stephen steve steven susan suzette sylvia tamara tameka tamika tanesha tania tanya tara tasha tashana tasheka tashi
tatiana teresa terrence theodore theresa thomas tia tiana tiffany tim timothy toni tony tracey tracy travis trevor
trisha troy trudy tyrell tyrese tyrone valerie vanessa verna veronica vicky vincent vivian vivienne wayne wendy wesley
winston xavier yanique yolanda yvette yvonne zachary zoe
"""
"""Common in Jamaica. Names that are ordinary words too (Mark, Grace, May, Rose) are left out."""

FAMILY_NAMES = """
allen anderson bailey barnett barrett beckford bennett bernard blackwood blake boothe brooks brown bryan burke
campbell carter chambers clarke coke cole coleman cunningham daley davis dawkins dixon douglas dunn edwards ellis
evans facey ferguson fletcher forbes foster francis fraser gayle gibson golding gordon grant gray green greene
griffiths hall hamilton harris harrison harvey henry hibbert hines holness howell hunter hutchinson hylton jackson
james jarrett johnson jones kelly kerr king lawrence lawson lee levy lewis lindsay livingston lynch malcolm marshall
martin matthews mccalla mccarthy mcdonald mcfarlane mcintosh mckenzie mclean mcleod mcpherson miller mitchell montague
moore morgan morris morrison murray myers myrie nelson nembhard newman nugent palmer parkes patterson pinnock plummer
powell pryce ramsay reid reynolds rhoden richards ricketts roberts robinson rose rowe russell samuels saunders scott
simpson sinclair smith spence stephenson sterling stewart sutherland taylor thomas thompson thorpe tulloch turner
vassell walker wallace walters watson webb wellington west white whyte wilks williams williamson willis wilson wint
wright young
"""
"""Common in Jamaica; looked for only after a title, an initial or their like, because many are ordinary words too."""

AFTER_WHICH_A_NAME = """
miss ms dr rev detective boyfriend girlfriend pastor nurse teacher constable corporal sergeant inspector uncle aunt
girl boy child victim named called alias
"""
