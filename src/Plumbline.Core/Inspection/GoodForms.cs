namespace Plumbline.Inspection;

/// <summary>Forms to begin with. They are the company's to change.</summary>
public static class GoodForms
{
    private const int YearInMonths = 12;

    /// <summary>A customer meeting, a role-play, conduct, and for each product family a demonstration.</summary>
    /// <param name="families">The product families that are sold.</param>
    public static IReadOnlyList<FormContent> For(IEnumerable<string> families) =>
    [
        Scored("Customer meeting", ValidationArea.CanSell, "", FormKind.Observation, 0.6m, CustomerMeeting),
        Scored("Role-play: discovery and objections", ValidationArea.CanSell, "", FormKind.RolePlay, 0.6m, RolePlay),
        .. families.Select(f => Scored($"Demonstration: {f}", ValidationArea.KnowsOffering, f, FormKind.Observation, 0.6m, Demonstration)),
        Scored("Conduct with customers", ValidationArea.RepresentsUs, "", FormKind.Observation, 0.7m, Conduct),
    ];

    private static IReadOnlyList<Criterion> CustomerMeeting =>
    [
        new("prepare", "Prepare", 1, false,
        [
            "Came without knowing who the customer is or what the meeting is for.",
            "Knew the customer’s name and business, had no aim for the meeting.",
            "Had an aim and three facts about the customer, and the material at hand.",
            "Had an aim that the customer would agree to, knew who decides, had looked at what was bought and said before.",
            "Besides that had a guess at what presses the customer, and a second aim in case the first was out of reach.",
        ]),
        new("open", "Open", 1, false,
        [
            "Began to present at once, or let the talk drift.",
            "Greeted, and did not say what the meeting was for or how long it would take.",
            "Said why we are here and for how long, and asked whether that suits.",
            "Agreed on an agenda, and asked what the customer wants to take away.",
            "Did so in a minute, wrote the customer’s points down first, and came back to each.",
        ]),
        new("discover", "Discover", 2, true,
        [
            "Asked nothing of weight, or answered the questions themselves.",
            "Asked from a list, and went on whatever the answer was.",
            "Asked open questions, listened, and learned of one need and why it matters.",
            "Followed up until cause, cost and wish were clear, and learned who else decides and how.",
            "The customer said themselves what it costs to leave things as they are, and corrected our summary to a yes.",
        ]),
        new("present", "Present", 1.5m, false,
        [
            "Showed everything there is, of which little concerned this customer.",
            "Showed what fits, in our words and not in the customer’s.",
            "Tied two or three points to needs that had been named, with an example.",
            "Told each point as what it changes for them, gave proof, and asked whether that would do.",
            "The customer explained the benefit to a colleague in their own words.",
        ]),
        new("objections", "Meet objections", 1.5m, false,
        [
            "Argued, gave way on price at once, or did not notice.",
            "Answered before it was clear what was meant.",
            "Asked what lies behind, and answered that.",
            "Asked, answered with proof, and made sure that it was settled.",
            "Brought up the likely one before the customer did, and traded rather than gave.",
        ]),
        new("close", "Close with a next step", 2, true,
        [
            "Left without a next step.",
            "Promised to send something, and nobody else promised anything.",
            "Agreed on a next step with a day.",
            "Agreed on who does what by when on both sides, and on who else joins.",
            "Agreed on the way to the decision, with its days, and the customer put the next one into the calendar.",
        ]),
        new("after", "After the meeting", 1, false,
        [
            "Nothing was noted two days later.",
            "A line was noted, without the next step.",
            "The record was right the same day, with the next step and its day.",
            "Besides that the customer had a summary in writing within a day.",
            "Besides that judged the own meeting as the observer did, and named one thing to do otherwise.",
        ]),
    ];

    private static IReadOnlyList<Criterion> RolePlay =>
    [
        new("questions", "Questions", 2, true,
        [
            "Told rather than asked.",
            "Asked closed questions, one after the other.",
            "Asked open questions about the situation and the need.",
            "Asked from the situation to what it leads to, and what it would be worth to change it.",
            "Asked so that the customer thought aloud and found something new.",
        ]),
        new("listening", "Listening", 1.5m, false,
        [
            "Interrupted, or asked what had been said before.",
            "Waited for the own turn.",
            "Took up what was said, and kept silent after a question.",
            "Summed up in the customer’s words, and was told that this is it.",
            "Heard what was not said, and asked for it with tact.",
        ]),
        new("objection", "Objections", 2, true,
        [
            "Argued or gave way.",
            "Gave the answer that was learned, whatever the question.",
            "Asked what lies behind, and answered that.",
            "Answered with proof, and made sure that it was settled.",
            "Turned it into a reason to go on.",
        ]),
        new("price", "Price", 1.5m, false,
        [
            "Named a discount before anyone asked.",
            "Gave way at the first push.",
            "Held the price, and said what it stands for.",
            "Gave only against something of worth to us.",
            "Brought the talk back from the price to what it costs to do nothing.",
        ]),
        new("step", "Next step", 1, false,
        [
            "None.",
            "Vague: we talk again.",
            "A day and a purpose.",
            "A day, a purpose and who takes part.",
            "The customer proposed it, and gave a reason for it.",
        ]),
    ];

    private static IReadOnlyList<Criterion> Demonstration =>
    [
        new("needs", "Begins with the customer’s need", 1, false,
        [
            "Began with a tour of functions.",
            "Named the need, and then showed the usual.",
            "Chose what is shown by the need that was named.",
            "Told a day in the customer’s work before and after.",
            "The customer steered, and nothing that mattered was left out.",
        ]),
        new("knowledge", "Knows the product", 2, true,
        [
            "Said things that are wrong.",
            "Knew the brochure and no more.",
            "Answered the usual questions rightly, and said where an answer has to be found out.",
            "Knew the limits and what goes with it, and said them unasked.",
            "Could tell two ways to solve it apart, with what speaks for each.",
        ]),
        new("proof", "Proof", 1, false,
        [
            "Claimed.",
            "Named a customer without what came of it.",
            "Told what a customer like this one did, with a figure.",
            "Offered a customer to talk to.",
            "Reckoned the customer’s own case with the customer’s figures.",
        ]),
        new("cost", "Price, licence and delivery", 1.5m, true,
        [
            "Did not know.",
            "Guessed, or put it off without a day.",
            "Knew the price range, how it is licensed, and how long delivery takes.",
            "Explained what moves the price, and what the customer has to do themselves.",
            "Found the way that costs the customer least over three years, and said why.",
        ]),
        new("clarity", "Clear to everyone in the room", 1, false,
        [
            "Our jargon throughout.",
            "Clear to the experts only.",
            "Explained terms, and asked whether it was clear.",
            "Spoke to each role about what concerns it.",
            "Someone who knew nothing of it could say afterwards what it is for.",
        ]),
    ];

    private static IReadOnlyList<Criterion> Conduct =>
    [
        new("honest", "Honest", 2, true,
        [
            "Said something untrue, or left a wrong belief standing.",
            "Promised what others here cannot keep.",
            "Said what we can and cannot do.",
            "Said unasked what speaks against us, and what can be done about it.",
            "Advised against buying where that served the customer better.",
        ]),
        new("reliable", "Punctual and reliable", 1.5m, true,
        [
            "Late without a word, or forgot what was promised.",
            "Late with a word, or had to be reminded.",
            "On time, and did what was promised on its day.",
            "Told early where a day could not be kept, with another one.",
            "The customer says unasked that one can count on it.",
        ]),
        new("courteous", "Courteous", 1, false,
        [
            "Short with somebody, or spoke ill of a competitor or a colleague.",
            "Friendly to the one who decides, and to nobody else.",
            "Friendly and attentive to everyone in the room.",
            "Kept calm under pressure, and left the other side their face.",
            "Made it easier for people at the customer’s to work with each other.",
        ]),
        new("appearance", "Appearance and material", 1, false,
        [
            "Not fit to be seen, or with material of another customer.",
            "Careless: old logos, broken links, the wrong name.",
            "Tidy, with material that is right and up to date.",
            "Fits the customer’s house, made for this meeting.",
            "The customer hands the material on as it is.",
        ]),
        new("discreet", "Discreet", 1.5m, true,
        [
            "Told of another customer what is not ours to tell.",
            "Named customers or prices where that was not agreed.",
            "Told only what may be told, and left no papers behind.",
            "Asked before anything was recorded, quoted or passed on.",
            "Pointed out to the customer what they had better not tell us.",
        ]),
    ];

    private static FormContent Scored(string name, ValidationArea area, string family, FormKind kind, decimal passMark, IReadOnlyList<Criterion> criteria) =>
        new(name, area, family, kind, criteria, [], null, null, passMark, YearInMonths);
}
