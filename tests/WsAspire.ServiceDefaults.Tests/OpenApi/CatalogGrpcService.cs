using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using WsAspire.ServiceDefaults.Tests.Catalog;

namespace WsAspire.ServiceDefaults.Tests.OpenApi;

/// <summary>Answers a book with every field set.</summary>
public sealed class CatalogGrpcService : CatalogService.CatalogServiceBase
{
    public override Task<Book> AddBook(AddBookRequest request, ServerCallContext context) => Task.FromResult(NewBook());

    public override Task<FindBooksResponse> FindBooks(FindBooksRequest request, ServerCallContext context) =>
        Task.FromResult(new FindBooksResponse { Books = { NewBook(), new Book { Box = 3 } } });

    public override Task<Book> UpdateBook(UpdateBookRequest request, ServerCallContext context) => Task.FromResult(request.Book);

    [Obsolete("As the contract says.")]
    public override Task<Empty> RemoveBook(RemoveBookRequest request, ServerCallContext context) => Task.FromResult(new Empty());

    public override async Task WatchBooks(FindBooksRequest request, IServerStreamWriter<Book> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(NewBook(), context.CancellationToken);
        await responseStream.WriteAsync(new Book(), context.CancellationToken);
    }

    public override Task<Book> ReadPage(RemoveBookRequest request, ServerCallContext context) => Task.FromResult(new Book { Id = request.Id });

    private static Book NewBook() => new()
    {
        Id = "b1",
        Kind = BookKind.Novel,
        Copies = 9007199254740993,
        Shelf = "shelves/5",
        Chapters = { ["one"] = new Book.Types.Chapter { Title = "One", Pages = 3 } },
        Price = 5,
        PrintedAt = new Timestamp { Seconds = 1 },
        ReadingTime = new Duration { Seconds = 1, Nanos = 500_000_000 },
        Notes = new Struct { Fields = { ["a"] = Value.ForNumber(1) } },
        Anything = Value.ForList(Value.ForBool(true)),
        Cover = ByteString.CopyFrom(1, 2),
        Sequels = { new Book { Id = "b2" } },
        Pages = 7,
        Weight = 0.5,
        Subtitle = "s",
    };
}
