using System.Net.Mime;
using System.Text;
using Google.Protobuf;
using Hello;

namespace HelloClient;

/// <summary>Asks over HTTP/JSON.</summary>
internal static class RestGreeter
{
    // A released contract only grows: a field that this client does not know is none of its business.
    private static readonly JsonParser s_json = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>Asks once.</summary>
    /// <exception cref="GreetingFailedException">There was no greeting.</exception>
    public static async Task<string> GreetAsync(HelloRequestOptions options, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = options.Address, Timeout = options.Deadline };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/example/echo");
        request.Content = new StringContent(
            JsonFormatter.Default.Format(new HelloHTTPRequest { Name = options.Name }), Encoding.UTF8, MediaTypeNames.Application.Json);
        if (options.Branch is not null)
        {
            request.Headers.TryAddWithoutValidation(HelloRequestOptions.BranchHeader, options.Branch);
        }

        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            foreach (var (name, values) in response.Headers)
            {
                options.Headers.WriteLine($"{name}: {string.Join(", ", values)}");
            }

            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw new GreetingFailedException($"{(int)response.StatusCode} {response.ReasonPhrase}: {body}");
            }

            return s_json.Parse<HelloHTTPResponse>(body).Message;
        }
        catch (HttpRequestException exception)
        {
            throw new GreetingFailedException(exception.Message, exception);
        }
        catch (TaskCanceledException exception) when (exception.InnerException is TimeoutException)
        {
            throw new GreetingFailedException($"no answer within {options.Deadline.TotalSeconds} s", exception);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new GreetingFailedException("the answer is no greeting", exception);
        }
    }
}
