using System.Reflection;
using ArchUnitNET.Loader;
using Microsoft.EntityFrameworkCore;
using Plumbline.Companies;
using Plumbline.Storage;

namespace Plumbline;

public class ArchitectureTests
{
    private static readonly Assembly _core = typeof(Company).Assembly;
    private static readonly Assembly _product = typeof(PlumblineDb).Assembly;

    [Fact]
    public void The_core_knows_no_input_or_output()
    {
        string[] pure =
        [
            "System.Runtime", "System.Collections", "System.Collections.Concurrent", "System.Collections.Immutable", "System.Linq", "System.Memory", "System.Runtime.InteropServices", "System.Text.RegularExpressions",
            "System.Security.Cryptography", "System.Numerics.Vectors", "System.Runtime.Intrinsics",
        ];
        Assert.Empty(_core.GetReferencedAssemblies().Select(a => a.Name!).Except(pure, StringComparer.Ordinal));
    }

    [Fact]
    public void No_feature_of_the_core_leads_back_to_itself() => AssertNoCycles(_core);

    /// <summary>The ground beneath the features, and what puts them together, are no features: the context lists every feature's tables, the layout links every page, the sample company uses all there is.</summary>
    [Fact]
    public void No_feature_of_the_product_leads_back_to_itself() =>
        AssertNoCycles(_product, "Storage", "Auditing", "Ui", "Hosting", "CommandLine", "Exporting", "Sample");

    [Fact]
    public void Every_change_of_the_model_has_its_migrations()
    {
        using var sqlite = new SqliteDesign().CreateDbContext([]);
        using var postgres = new PostgresDesign().CreateDbContext([]);
        Assert.False(sqlite.Database.HasPendingModelChanges(), "Add a migration for SQLite.");
        Assert.False(postgres.Database.HasPendingModelChanges(), "Add a migration for PostgreSQL.");
    }

    /// <summary>A feature is used through its words and its use cases; how it is stored and shown is its own affair.</summary>
    [Fact]
    public void Nobody_reaches_into_how_a_feature_is_stored()
    {
        var inside = _product.GetTypes().Where(t => t.Name.EndsWith("Mapping", StringComparison.Ordinal)).ToHashSet();
        var reaching = from type in _product.GetTypes()
                       from member in type.GetMembers(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                       from used in TypesOf(member)
                       where inside.Contains(used) && used.Namespace != type.Namespace
                       select $"{type} uses {used}";
        Assert.Empty(reaching);
    }

    private static IEnumerable<System.Type> TypesOf(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType],
        MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(p => p.ParameterType), .. method.GetMethodBody()?.LocalVariables.Select(v => v.LocalType) ?? []],
        ConstructorInfo constructor => constructor.GetParameters().Select(p => p.ParameterType),
        _ => [],
    };

    /// <summary>Peels off features that need none of those left, or that none of those left needs, until none can be peeled: what is left needs itself.</summary>
    private static void AssertNoCycles(Assembly assembly, params string[] noFeatures)
    {
        var needs = new ArchLoader().LoadAssembly(assembly).Build().Types
            .SelectMany(t => t.Dependencies, (t, d) => (From: Feature(t.FullName), To: Feature(d.Target.FullName), Words: $"{t.FullName} needs {d.Target.FullName}"))
            .Where(n => n.From != n.To && n.From != "" && n.To != "" && !noFeatures.Contains(n.From) && !noFeatures.Contains(n.To))
            .ToList();
        for (var left = needs.Count + 1; needs.Count < left;)
        {
            left = needs.Count;
            var needy = needs.Select(n => n.From).ToHashSet();
            needs.RemoveAll(n => !needy.Contains(n.To));
            var needed = needs.Select(n => n.To).ToHashSet();
            needs.RemoveAll(n => !needed.Contains(n.From));
        }

        Assert.True(needs.Count == 0, string.Join('\n', needs.Select(n => n.Words).Distinct().Order(StringComparer.Ordinal)));
    }

    private static string Feature(string type) => type.Split('.') is ["Plumbline", var feature, _, ..] ? feature : "";
}
