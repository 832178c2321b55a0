using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plumbline.Hosting;

/// <summary>Refuses a character of number 0 wherever text comes in, in an address, a form or a script's body: no one types it, and not every database takes it.</summary>
internal static class TextCheck
{
    private const char Number0 = '\0';
    private const string Words = "A text in it holds a character of number 0, which no keyboard writes. Take it out, and send it again.";

    /// <summary>Has the bodies of scripts looked at as they are read.</summary>
    public static void AddTextCheck(this IServiceCollection services) => services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new CheckedText()));

    /// <summary>Looks at addresses, before anything is made of them.</summary>
    public static void UseAddressCheck(this IApplicationBuilder site) => site.Use((http, next) =>
    {
        if (http.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) != true)
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });

    /// <summary>Looks at forms, after it is known who sends them.</summary>
    public static void UseFormCheck(this IApplicationBuilder site) => site.Use(async (http, next) =>
    {
        if (!ForgeryCheck.IsSafe(http.Request.Method) && http.Request.HasFormContentType && http.GetEndpoint() is not null)
        {
            try
            {
                foreach (var (name, values) in await http.Request.ReadFormAsync(http.RequestAborted))
                {
                    Checked(name);
                    foreach (var value in values)
                    {
                        Checked(value);
                    }
                }
            }
            catch (InvalidDataException unread)
            {
                throw Unreadable(unread);
            }
        }

        await next(http);
    });

    /// <summary>What to tell of a form that the framework could not read: it refuses the character in some forms, and has limits of its own.</summary>
    public static RefusedException Unreadable(InvalidDataException unread) =>
        new(Refusal.Invalid, unread.InnerException is InvalidOperationException ? Words : $"The form cannot be read: {unread.Message.TrimEnd('.')}. Go back and try again.");

    private static string? Checked(string? text)
    {
        Refuse.Unless(text?.Contains(Number0, StringComparison.Ordinal) != true, Refusal.Invalid, Words);
        return text;
    }

    private sealed class CheckedText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Checked(reader.GetString());

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

        public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Checked(reader.GetString())!;

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);
    }
}
