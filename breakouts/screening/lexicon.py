"""Words the rules lean on: verbs of saying, titles, third parties, and the common words of English."""

from functools import lru_cache
from importlib import resources

from .fold import fold


def keys(words: str) -> frozenset[str]:
    """Lookup keys of words written in one string, parted by white space; `_` stands for a space."""
    return frozenset(fold(w).text.casefold().replace("'", "").replace("_", " ") for w in words.split())


SAYING = keys("""
    said says say saying stated noted notes noting added adds adding explained explains reported reports remarked remarks observed observes
    highlighted highlights stressed stresses emphasized emphasised emphasizes underlined underscored argued argues claimed claims mentioned
    mentions pointed raised raises asked asks told tells commented comments recalled recalls suggested suggests proposed proposes
    recommended recommends warned warns complained described describes shared shares presented presents replied replies responded
    responds answered answers agreed agrees disagreed insisted insists maintained maintains testified testifies spoke speaks speaking
    announced announces confirmed confirms acknowledged acknowledges admitted expressed expresses voiced echoed echoes reiterated
    reiterates affirmed affirms denied indicated indicates informed informs intervened concluded concludes cautioned urged urges called
    calls thanked thanks welcomed welcomes questioned questions wondered contended declared declares objected clarified clarifies
    elaborated narrated recounted recounts criticized criticised praised supported seconded countered interjected believed believes
    felt thinks thought considered considers demanded demands requested requests drew gave gives cited cites referred refers outlined
    introduced opined lamented asserted asserts alleged alleges insists summarized summarised illustrated appealed advocated advised
    warned regretted hoped feared worried showed shows documented found finds identified brought listed moderated co-moderated
    dit a_dit déclare affirme explique souligne note_que dijo señaló explicó afirmó indicó añadió comentó mencionó destacó
    сказал сказала отметил отметила заявил заявила сообщил сообщила подчеркнул подчеркнула добавил добавила пояснил пояснила
    قال قالت أضاف أضافت ذكر ذكرت أشار أشارت صرح صرحت أوضح أوضحت أكد أكدت
""")
# Verbs that a ministry or a report is as likely to govern as a speaker: not enough to make an unknown word a name.
WEAK_SAYING = keys(
    "showed shows documented found finds identified brought gave gives shared presented announced calls called supported drew listed introduced confirmed reports notes demands requests declared welcomed raised"
)
AUXILIARY = keys(
    "also then further furthermore had has have first again later briefly rightly strongly who repeatedly however additionally and herself himself themselves too"
)

BEFORE_SPEAKER = keys("""
    according_to in_response_to as_stated_by stated_by raised_by made_by shared_by given_by explained_by noted_by mentioned_by presented_by
    reported_by said_by told_by described_by proposed_by suggested_by highlighted_by pointed_out_by added_by recommended_by observed_by asked_by
    posed_by offered_by cited_by remarked_by put_forward_by brought_up_by quoted_by echoed_by supported_by seconded_by led_by moderated_by
    intervention_of intervention_by intervention_from statement_of statement_by remarks_of remarks_by comment_of comment_by comment_from words_of
    presentation_of presentation_by point_of point_by point_from view_of views_of opinion_of question_of question_by question_from contribution_of
    contribution_by contribution_from example_of story_of testimony_of proposal_of proposal_by suggestion_of suggestion_by colleague_of
    agreed_with disagreed_with agreeing_with echoing supported thanked thanking asked quoting citing following responding_to replying_to
    reply_to spoke_with talked_to heard_from input_from inputs_from thanks_to per
""")
TITLES = keys("""
    mr mrs ms miss mx dr prof professor sir madam madame dame lord lady rev reverend father sister brother pastor bishop imam sheikh shaikh
    haji hajji hajja ustaz ustadz ustadh khun bapak ibu datuk dato datin tun tengku engr atty attorney amb ambassador senor senora sr sra
    srta don dona monsieur mme mlle maitre herr frau hon honourable honorable drs shri sri smt kumari u daw ko phra ven venerable mullah
    maulana begum bhai didi ate kuya aunty uncle comrade col colonel gen general capt captain lt sgt maj major mm
    г г-н г-жа господин госпожа д-р السيد السيدة الدكتور الدكتورة د أستاذ الأستاذ الأستاذة श्री श्रीमती डॉ คุณ นาย นาง นางสาว ดร
""")
# Titles that are also plain words: they count only with a capital, never at the start of a sentence.
SOFT_TITLES = keys(
    "father sister brother general major don u ko ate uncle lady lord dame captain bishop sri miss mm sr fr gen col no hon don"
)
JUDGES = keys(
    "justice judge president senator minister king queen pope saint congressman congresswoman premier chancellor governor mayor secretary director-general sultan prince princess emperor sheikh"
)
EPONYMS = keys(
    "report reports judgment judgement ruling case cases commission study studies act law laws bill inquiry committee doctrine formula convention plan declaration process principles principle index foundation award prize street road avenue airport university theorem effect era government administration family families brothers province district river island islands lake mountain valley hospital centre center school college museum market method model test scale agreement accord accords pact treaty verdict decision decisions"
)
ABBREVIATIONS = keys(
    "us uk un eu ec ad bc am pm ie eg phd ma ba bsc msc mba llm llb jd md id ids it hr pr tv ai un usa uae ngo ngos cso csos dc la nz au ok hq ho cv hiv aids ps pps nb qa qanda covid sdg sdgs gcm ilo iom who nhri ic ii iii iv vi vii viii ix xi xii usd eur aud"
)
INTERNATIONAL = keys("""
    un uno undp unhcr unicef unesco unfpa unodc unaids unep unctad unido unwomen unrwa unops unv undesa undrr unescap escap escwa eclac uneca ece unece
    ilo iom who fao ifad wfp imf wto wipo wmo itu upu icao imo ohchr ocha icc icj icrc ifrc msf hrw asean saarc eu oecd osce oic adb aiib wb
    apec au ecowas igad gcc cis sco bimstec pif spc interpol gfmd unnm rcp apf ganhri nhri mmc suhakam komnas ham oxfam caritas amnesty
    care ioe ituc unite redcross savethechildren worldbank chathamhouse cedaw crc crpd cerd cat iccpr icescr udhr cmw gcm gcr sdg sdgs imrf
""")
PARTICLES = keys(
    "al el de del dela della di da das do dos du la las le les los van von der den ter ten bin binti bint ibn abu ben ap af av y e i ul ud ur un-nisa san santa saint st e zu zum mc mac o the and of jr sr ii iii iv"
)


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """About 80,000 words of English (symspellpy's frequency list, MIT), as lookup keys."""
    source = resources.files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt")
    with source.open(encoding="utf-8-sig") as lines:
        words = {line.split(" ", 1)[0].replace("'", "") for line in lines}
    return frozenset(w for w in words if len(w) > 1) | _OURS


# Words of this field that a general list does not know, in singular and plural.
_OURS = keys("""
    a i refoulement pushback pushbacks covid trafficked smuggler smugglers returnee returnees rapporteur rapporteurs statelessness kafala
    reintegration readmission livelihoods multilateral intersectional intersectionality decriminalization decriminalisation regularization
    regularisation organisation organisations organization organizations labour programme programmes centre centres honour neighbour
    behaviour colour favour online website websites hotline hotlines webinar webinars zoom whatsapp facebook email emails wellbeing
    stakeholder stakeholders stakeholdership policymakers policymaking caregivers caregiver healthcare gig datasets dataset upskilling
    reskilling telemedicine remittances xenophobia transnational subnational smartphone smartphones biometrics biometric interoperable
""")
