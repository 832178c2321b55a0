namespace Plumbline.Sample;

/// <summary>Names that belong to nobody: people, customers and products of the sample company.</summary>
internal static class SampleNames
{
    public const string Company = "Alderbrook Cloud Partners";

    public static readonly string[] Salespeople =
    [
        "Amelia Brandt", "Bogdan Ilves", "Clara Nyström", "Dario Fenwick", "Edda Mortensen", "Farid Lindqvist", "Greta Halloran", "Hugo Castellan",
        "Ines Varga", "Jonas Whitlock", "Katya Orlenko", "Lars Pemberton", "Mira Adeyemi", "Nils Okafor", "Olivia Szabo", "Pavel Drummond",
        "Quentin Abara", "Rosa Lindgren", "Stefan Achterberg", "Tilda Marchetti", "Umar Falkenrath", "Vera Köhlmann", "Wim Desrosiers", "Yara Thistlewood",
    ];

    public static readonly string[] Accounts =
    [
        "Birchmere", "Calder & Sons", "Dunmoor", "Eastwick", "Fernhollow", "Gildercrest", "Harrowgate", "Ivyleaf", "Juniper Vale", "Kestrel Point", "Larkspur", "Moorlands",
        "Nettlefield", "Oakhaven", "Pinecliff", "Quarrystone", "Ravensmoor", "Silverbeck", "Thornbury", "Underhill", "Vinterholm", "Westmarch", "Yewdale", "Zephyr Bay",
        "Ambermill", "Blackthorn", "Coldbrook", "Driftwood", "Elmsworth", "Foxglove", "Greywater", "Hollowell", "Ironbridge Vale", "Kirkfell", "Lindenau", "Millrace", "Northgarth",
        "Orchard Lane", "Penrose Hill", "Rowanberry", "Saltmarsh", "Tidewell", "Upperfold", "Wolds End",
    ];

    public static readonly (string Suffix, string Industry)[] Trades =
    [
        ("Logistics", "Transport"), ("Foods", "Food and drink"), ("Instruments", "Manufacturing"), ("Clinics", "Health care"), ("Insurance", "Financial services"), ("Energy", "Utilities"),
        ("Stores", "Retail"), ("Engineering", "Manufacturing"), ("College", "Education"), ("Council", "Public sector"),
    ];

    public static readonly string[] Regions = ["North", "South", "West", "East", "Coast"];

    public static readonly string[] FirstNames = ["Ada", "Bruno", "Carla", "Dinesh", "Elif", "Felix", "Hana", "Ivo", "Jana", "Kofi", "Lena", "Marek", "Nora", "Otis", "Petra", "Ravi", "Sofia", "Tomas", "Ulla", "Victor"];

    public static readonly string[] LastNames = ["Aldana", "Brekke", "Corvin", "Dalgaard", "Estevan", "Fiala", "Grunwald", "Hartnoll", "Iversen", "Jelinek", "Kovar", "Lundeby", "Mirza", "Novotny", "Ostrom", "Pascoe", "Quist", "Rausch", "Sorel", "Tamm"];

    public static readonly string[] Jobs = ["Chief financial officer", "IT director", "Head of operations", "Procurement lead", "Managing director", "Security officer"];

    /// <summary>Name, code, family, list price, cost, typical size of a deal.</summary>
    public static readonly (string Name, string Code, string Family, decimal ListPrice, decimal Cost, decimal Deal)[] Products =
    [
        ("Modern workplace licences", "MW-LIC", "Modern work", 9_600, 8_150, 14_000),
        ("Modern workplace rollout", "MW-ROL", "Modern work", 18_000, 10_900, 22_000),
        ("Cloud migration", "AZ-MIG", "Azure infrastructure", 42_000, 27_500, 46_000),
        ("Managed cloud, yearly", "AZ-MAN", "Azure infrastructure", 30_000, 19_200, 33_000),
        ("Data platform project", "DA-PRJ", "Data and AI", 55_000, 35_000, 61_000),
        ("Copilot readiness workshop", "DA-COP", "Data and AI", 7_500, 3_400, 8_000),
        ("Business Central rollout", "BA-BC", "Business applications", 68_000, 46_000, 74_000),
        ("Sales and service rollout", "BA-CRM", "Business applications", 38_000, 25_000, 41_000),
        ("Security assessment", "SE-ASM", "Security", 12_000, 6_100, 12_500),
        ("Managed security, yearly", "SE-MAN", "Security", 26_000, 15_800, 28_000),
    ];

    public static readonly string[] ActivityTypes = ["Call", "Meeting", "Customer visit", "Demo", "Proposal", "Referral asked", "Event"];

    public static readonly string[] LossReasons = ["Chose another partner", "No budget", "No decision", "Price", "Stayed with what they have"];
}
