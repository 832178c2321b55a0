namespace Plumbline.Cosell;

/// <summary>The areas in which Microsoft designates partners, as a start for who has none: their names, and the few figures that are public. They are data from the day they are taken, to be mended as the vendor's guides say.</summary>
public static class StartingDesignations
{
    private const string Vendor = "Microsoft";
    private const string Check = "The vendor changes names, points and what they are given for: check them with the vendor before you rely on them, and say how many points each category gives at most.";

    private static readonly string[] _areas = ["Business Applications", "Data & AI (Azure)", "Digital & App Innovation (Azure)", "Infrastructure (Azure)", "Modern Work", "Security"];

    /// <summary>The designations, without any reading. None is checked.</summary>
    /// <param name="key">Makes a key for each.</param>
    public static IReadOnlyList<Designation> All(Func<string> key) => [.. _areas.Select(area => Of(area, key()))];

    private static Designation Of(string area, string key)
    {
        var designation = new Designation(key);
        designation.Write(
            new() { Vendor = Vendor, Name = area, Needed = 70, LeastEach = 1, Note = Check },
            [
                new("performance", "Performance: net customer adds", CategoryKind.Deals, null, "New customers with enough use or seats, net of those who left.", ""),
                new("skilling", "Skilling: certified people", CategoryKind.Training, null, "People who hold the certificates that the vendor names for this area.", ""),
                new("usage", "Customer success: usage growth", CategoryKind.CustomerSuccess, null, "Customers who use more than before.", ""),
                new("deployments", "Customer success: deployments", CategoryKind.CustomerSuccess, null, "Customers at whom the product is put to work.", ""),
            ]);
        return designation;
    }
}
