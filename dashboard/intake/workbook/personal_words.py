"""Capitalised words of Jamaica's offices that are no person's name, beside those that the catalogue prints."""

from __future__ import annotations

TOWNS = """
Kingston Portmore Mandeville Falmouth Lucea Linstead Christiana Negril Highgate Oracabessa Chapelton Ewarton Bog
Walk Spanish Town Montego Bay Ocho Rios Savanna La Mar Savanna-la-Mar May Pen Port Antonio Port Maria Morant Bay
Black River Half Way Tree Half-Way-Tree New Kingston Old Harbour Santa Cruz Buff Bay Port Royal Runaway Bay Browns
Town Brown's Town Discovery Bay Treasure Beach Cross Roads Constant Spring Stony Hill Annotto Bay Saint St North
South East West Western Eastern Central Caribbean American America States United Nations Kingdom Canada Haiti
Haitian Nigeria Trinidad Cuba Colombia Dominican Republic China Chinese Indian India English Spanish French Creole
"""
"""Places that a narrative may name, and nationalities."""

COMMON = """
A An The And Of In On At To For From By With This That These Those It Its There One Two Three Four Five Six Seven
Eight Nine Ten No All Some Both Each Every Our We They He She His Her Their Not Is Are Was Were Has Had If As After
Before During Since When While Where Also Only January February March April May June July August September October
November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Act Bill Law Court Circuit Parish Supreme
Resident Magistrate High Home Family Gun Children Child Victim Victims Hospital Clinic Health Centre Center Regional
General School Primary College University Church Baptist Methodist Anglican Catholic Foundation Trust Society
Association Club Rotary Kiwanis Lions Police Station Division Area Force Unit Branch Office Officer Ministry
Minister Department Government Cabinet Parliament House Senate Commission Commissioner Council Committee Sub-
Committee Task Board Bureau Agency Authority Service Services Secretariat Programme Program Project Plan Policy
Protocol Agreement Memorandum Understanding Guide Guidelines Manual Standard Operating Procedures Report Annual
National International Global Regional Local Public Private Chief Executive Director Deputy Permanent Secretary
Assistant Acting Senior Head Manager Coordinator Superintendent Inspector-General Inspector Attorney Solicitor
Prosecutor Prosecutions Rapporteur Registrar Justice Judge Chairman Chair President Prime Principal Teacher Nurse
Social Worker Workers Case Management Data Collection Sexual Offences Care Protection Trafficking Persons Human
Rights Week Month Day Year Awareness Campaign Training Workshop Conference Room Airport Hotel Beach Park Road Street
Avenue Lane Drive Sheet Excel Microsoft Office Yes None New Old Nil Not Available Applicable Childcare Boys Girls
Place Safety Shelter Homes Red Cross Save UNICEF UNODC UNHCR USAID INTERPOL CARICOM OAS IOM ILO NGO NGOs CSO CSOs
MDA MDAs NPA NRM SOP SOPs MOU COVID HIV AIDS
"""
"""Beginnings of sentences, months, and the words that offices, laws and documents are called by."""
