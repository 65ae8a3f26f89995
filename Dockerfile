# The image by an engine. Without one: dotnet publish src/Telemed.Web -t:PublishContainer -p:ContainerArchiveOutputPath=telemed.tar.gz
FROM node:24-bookworm-slim AS page
WORKDIR /source/src/web
COPY src/web/package.json src/web/package-lock.json src/web/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY src/web ./
RUN npm run build -- --outDir /page --emptyOutDir

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS program
WORKDIR /source
COPY . .
RUN dotnet publish src/Telemed.Web -c Release -o /app -p:BuildPage=false
COPY --from=page /page /app/wwwroot

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=program /app .
ENV Urls=http://+:8080 Telemed__DataDirectory=/data Dicom__Address=0.0.0.0
EXPOSE 8080 11112
USER 1654
ENTRYPOINT ["dotnet", "Telemed.Web.dll"]
