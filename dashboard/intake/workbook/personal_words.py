"""Capitalised words that name no person, beside those that the catalogue prints."""

from __future__ import annotations

PLACES = """
Spanish Town; Montego Bay; Ocho Rios; Savanna-la-Mar; Savanna la Mar; May Pen; Port Antonio; Port Maria; Morant Bay;
Black River; Half Way Tree; Half-Way-Tree; New Kingston; Old Harbour; Santa Cruz; Buff Bay; Port Royal; Runaway Bay;
Brown's Town; Browns Town; Discovery Bay; Treasure Beach; Cross Roads; Constant Spring; Stony Hill; Annotto Bay; Bog
Walk; Bull Bay; St. Ann's Bay; St. Margaret's Bay; Old Hope; Port Morant; South St. Andrew; United States; United
Nations; United Kingdom; Dominican Republic; Trinidad and Tobago; Costa Rica; Saint Lucia; San Pedro
"""
"""Of several words, taken out as a whole: “Brown's Town” must not excuse a Brown."""

BEGINNINGS = """
A An The And Or Of In On At To For From By With Into Over Under Between Among This That These Those It Its There
Here One Two Three Four Five Six Seven Eight Nine Ten No None All Some Both Each Every Our We They He She His Her
Their Not Is Are Was Were Has Had If As After Before During Since When While Where Also Only Yes New Old Nil January
February March April May June July August September October November December Monday Tuesday Wednesday Thursday
Friday Saturday Sunday
"""
"""Capitalised at the start of a sentence, and the calendar."""

OFFICE_WORDS = """
Box Kingston Portmore Mandeville Falmouth Lucea Linstead Christiana Negril Highgate Oracabessa Chapelton Ewarton
Cornwall Middlesex Surrey Jamaica Jamaican North South East West Western Eastern Central Caribbean America American
States Canada Canadian Haiti Haitian Nigeria Nigerian Trinidad Cuba Cuban Colombia Colombian Venezuela China Chinese
India Indian English Spanish French Creole Act Bill Law Court Circuit Parish Supreme Resident Magistrate High Home
Homes Family Gun Children Child Victim Victims Hospital Clinic Health Centre Center Regional General School Primary
Infant Academy College University Institute Church Baptist Methodist Anglican Catholic Foundation Trust Society
Association Club Rotary Kiwanis Lions Police Station Division Area Force Unit Branch Office Officer Officers
Ministry Minister Department Government Cabinet Parliament House Senate Commission Commissioner Council Committee
Sub-Committee Task Board Bureau Agency Authority Service Services Secretariat Programme Program Project Plan Policy
Protocol Agreement Memorandum Understanding Guide Guidelines Manual Standard Operating Procedure Procedures Report
Reports Return Annual National International Global Local Public Private Chief Executive Director Deputy Permanent
Secretary Assistant Acting Senior Head Manager Coordinator Superintendent Inspector-General Inspector Attorney
Solicitor Prosecutor Prosecutions Rapporteur Registrar Justice Judge Chairman Chair President Prime Principal
Teacher Nurse Social Worker Workers Case Management Data Collection Sexual Offences Care Protection Trafficking
Persons Human Rights Operation Week Month Day Year Awareness Campaign Training Workshop Conference Room Airport
Hotel Beach Park Road Street Avenue Lane Drive Bay Town Hill Sheet Excel Microsoft Not Available Applicable Reached
Started Childcare Boys Girls Place Safety Shelter Red Cross UNICEF UNODC UNHCR USAID INTERPOL CARICOM OAS IOM ILO
NGO NGOs CSO CSOs MDA MDAs NPA NRM SOP SOPs MOU COVID HIV AIDS Gazette Minutes Letter File Page Chapter Section
Sections Estimates Expenditure
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
