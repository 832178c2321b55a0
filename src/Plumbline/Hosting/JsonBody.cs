using System.Text.Json;

namespace Plumbline.Hosting;

/// <summary>What a script sends, read by the endpoint, so that a body of another kind is refused after it is known who asks, and not by the routing before.</summary>
internal static class JsonBody
{
    /// <summary>Null where there is none that can be read; an endpoint that needs one then answers that the request is bad.</summary>
    public static async ValueTask<T?> Read<T>(HttpContext http)
        where T : class
    {
        try
        {
            return http.Request.HasJsonContentType() ? await http.Request.ReadFromJsonAsync<T>(http.RequestAborted) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
