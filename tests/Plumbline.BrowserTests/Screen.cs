using System.Reflection;
using Microsoft.Playwright;
using Xunit.Sdk;
using Xunit.v3;

namespace Plumbline;

/// <summary>What a person holds the product on.</summary>
public enum Screen
{
    /// <summary>390 by 844, with touch.</summary>
    Phone,

    /// <summary>1440 by 900.</summary>
    Desktop,
}

/// <summary>Runs a test once on each screen.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EachScreenAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow<Screen>(Screen.Phone), new TheoryDataRow<Screen>(Screen.Desktop)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

internal static class Screens
{
    public static BrowserNewContextOptions Window(this Screen screen) => new()
    {
        ViewportSize = screen == Screen.Phone ? new() { Width = 390, Height = 844 } : new() { Width = 1440, Height = 900 },
        IsMobile = screen == Screen.Phone,
        HasTouch = screen == Screen.Phone,
        Locale = "en-GB",
        TimezoneId = "UTC",
        ReducedMotion = ReducedMotion.Reduce,
    };
}
