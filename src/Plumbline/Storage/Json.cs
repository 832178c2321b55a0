using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Plumbline.Storage;

/// <summary>Values that are kept whole, as JSON text, in a column.</summary>
internal static class Json
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)!;

    extension<T>(PropertyBuilder<T> property) where T : class
    {
        /// <summary>Keeps the value as JSON text; a list that is added to in place is noticed, too.</summary>
        public PropertyBuilder<T> AsJson() => property.HasConversion(
            value => Write(value), text => Read<T>(text),
            new ValueComparer<T>((a, b) => ReferenceEquals(a, b) || (a != null && b != null && Write(a) == Write(b)), value => Write(value).GetHashCode(StringComparison.Ordinal), value => Read<T>(Write(value))));
    }
}
