using System.IO.Compression;
using Aspire.Dashboard.Storage;
using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace Aspire.Dashboard.Otlp;

/// <summary>Takes telemetry by HTTP, as protobuf, packed by gzip or not.</summary>
internal static class OtlpHttpEndpoints
{
    private const string Protobuf = "application/x-protobuf";

    /// <summary>Maps <c>/v1/traces</c>, <c>/v1/logs</c> and <c>/v1/metrics</c>.</summary>
    public static void MapOtlpHttp(this IEndpointRouteBuilder routes, Intake intake)
    {
        Map(routes, "/v1/traces", ExportTraceServiceRequest.Parser, intake.Take);
        Map(routes, "/v1/logs", ExportLogsServiceRequest.Parser, intake.Take);
        Map(routes, "/v1/metrics", ExportMetricsServiceRequest.Parser, intake.Take);
    }

    private static void Map<TRequest, TResponse>(IEndpointRouteBuilder routes, string path, MessageParser<TRequest> parser, Func<TRequest, TResponse> take)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse> => routes.MapPost(path, async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            var encoding = request.Headers.ContentEncoding.ToString();
            if (request.ContentType?.Split(';')[0].Trim() != Protobuf || encoding is not ("" or "identity" or "gzip"))
            {
                return Refuse(StatusCodes.Status415UnsupportedMediaType, $"send {Protobuf}, packed by gzip or not at all");
            }

            try
            {
                var body = await ReadAsync(encoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body, cancellationToken);
                return body is null
                    ? Refuse(StatusCodes.Status413PayloadTooLarge, $"a request may have {Limits.Request} bytes, unpacked")
                    : Results.Bytes(take(parser.WithDiscardUnknownFields(true).ParseFrom(body.GetBuffer(), 0, (int)body.Length)).ToByteArray(), Protobuf);
            }
            catch (InvalidProtocolBufferException exception)
            {
                return Refuse(StatusCodes.Status400BadRequest, $"the body is not what {path} takes: {exception.Message}");
            }
            catch (InvalidDataException)
            {
                return Refuse(StatusCodes.Status400BadRequest, "the body is not packed by gzip, as Content-Encoding says");
            }
            catch (BadHttpRequestException exception)
            {
                return Refuse(exception.StatusCode, exception.Message);
            }
        });

    private static IResult Refuse(int status, string reason) => Results.Text(reason + "\n", statusCode: status);

    /// <summary>Reads to the end.</summary>
    /// <returns>Null where there is more than may be.</returns>
    private static async Task<MemoryStream?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (body.Length + read > Limits.Request)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body;
    }
}
