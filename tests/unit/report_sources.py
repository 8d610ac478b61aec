"""The documents that the full sample report cites."""

from report_samples import DIGEST, document

from claimcheck.models import Tier

MINISTERS = document(
    "statement_2017",
    "The foreign and defence ministers of Japan and the United States met in Washington on 17 August 2017.",
    "It was their first meeting in this format since the administration took office in January 2017.",
    "The ministers released a joint statement after the meeting.",
    "They expressed “serious concern” about the situation in the South China Sea.",
    "They expressed “continuing concern” about the situation in the East China Sea.",
    "They reaffirmed that Article V of the treaty covers the Senkaku Islands.",
    "Japan announced 500 million US dollars for maritime security in the region over three years to 2019.",
    title="Joint statement of the Security Consultative Committee",
    issuer="Ministry of Foreign Affairs of Japan; US Department of State",
    date="17 August 2017",
    form=DIGEST,
    urls=("https://www.example.org/statements/2017/08/scc",),
)
VOTES = document(
    "resolution_2371",
    "The Security Council adopted resolution 2371 on 5 August 2017 at its 8019th meeting.",
    "The vote was unanimous: all 15 members were in favour, Russia among them.",
    "The resolution bans exports of coal, iron, iron ore and seafood by the country.",
    "It builds on earlier resolutions, from 1718 (2006) to 2356 (2017).",
    title="Resolution 2371 (2017) and its meeting record",
    issuer="United Nations Security Council",
    date="5 August 2017",
)
VETOES = document(
    "vetoes",
    "The list of vetoes cast in the Council since 1946 is kept by the United Nations library.",
    "No permanent member has cast a veto on a draft resolution on the DPRK between 2006 and August 2017.",
    "In that time every resolution on the DPRK was adopted without a vote against.",
    title="Vetoes cast in the Security Council",
    issuer="Dag Hammarskjöld Library",
    date="as of August 2017",
    form=DIGEST,
)
TRADE = document(
    "trade_table",
    "Imports from the DPRK have been nil in every year from 2007 on.",
    "Exports to the DPRK have been nil in every year from 2010 on.",
    title="Trade statistics by country",
    issuer="Ministry of Finance of Japan",
    date="2017",
    urls=("ftp://files.example.org/trade.csv", "https://www.example.org/trade/by-country?from=2005&to=2017"),
)
WIRE = document(
    "wire_account",
    "Trade between the two countries stopped altogether in 2009, officials said.",
    "A ministry official said that talks on abductions were continuing “through channels in Beijing”.",
    title="Account of a briefing on sanctions",
    issuer="A news agency",
    date="14 February 2016",
    tier=Tier.SECONDARY,
)
DOCUMENTS = (MINISTERS, VOTES, VETOES, TRADE, WIRE)
