using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Plumbline.Fiscal;

namespace Plumbline.Storage;

/// <summary>Values that are kept whole, as JSON text, in a column.</summary>
internal static class Json
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(), new PeriodConverter() },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)!;

    extension<T>(PropertyBuilder<T> property) where T : class?
    {
        /// <summary>Keeps the value as JSON text; a list that is added to in place is noticed, too.</summary>
        public PropertyBuilder<T> AsJson() => property.HasConversion(
            value => Write(value), text => Read<T>(text),
            new ValueComparer<T>((a, b) => ReferenceEquals(a, b) || (a != null && b != null && Write(a) == Write(b)), value => Write(value).GetHashCode(StringComparison.Ordinal), value => Read<T>(Write(value))));
    }

    /// <summary>A period as in "2027-01/6".</summary>
    private sealed class PeriodConverter : JsonConverter<Period>
    {
        public override Period Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadPeriod(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Period value, JsonSerializerOptions options) => writer.WriteStringValue(WritePeriod(value));
    }

    /// <summary>As in "2027-01/6".</summary>
    public static string WritePeriod(Period period) => string.Create(CultureInfo.InvariantCulture, $"{period.First}/{period.Length}");

    public static Period ReadPeriod(string text)
    {
        int Part(Range range) => int.Parse(text[range], CultureInfo.InvariantCulture);
        return new(new(Part(..4), Part(5..7)), Part(8..));
    }
}
