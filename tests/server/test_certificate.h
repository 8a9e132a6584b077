// A certificate for tests, made when it is needed: a key in a public repository is nobody's secret.
#pragma once

#include <doctest/doctest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>

namespace samsyn {

struct CertificateFiles {
  std::filesystem::path certificate;
  std::filesystem::path key;
};

// For "localhost", signed by itself, valid between those times from now.
inline CertificateFiles MakeCertificate(const std::filesystem::path& directory,
                                        std::chrono::seconds from = std::chrono::hours(-1),
                                        std::chrono::seconds until = std::chrono::hours(1)) {
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const std::unique_ptr<X509, void (*)(X509*)> certificate(X509_new(), X509_free);
  REQUIRE(key);
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), from.count());
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), until.count());
  X509_NAME* name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_set_pubkey(certificate.get(), key.get());
  REQUIRE(X509_sign(certificate.get(), key.get(), EVP_sha256()) != 0);

  const CertificateFiles files{directory / "certificate.pem", directory / "key.pem"};
  std::filesystem::create_directories(directory);
  const std::unique_ptr<FILE, int (*)(FILE*)> certificate_file(std::fopen(files.certificate.c_str(), "w"), std::fclose);
  const std::unique_ptr<FILE, int (*)(FILE*)> key_file(std::fopen(files.key.c_str(), "w"), std::fclose);
  REQUIRE(PEM_write_X509(certificate_file.get(), certificate.get()) == 1);
  REQUIRE(PEM_write_PrivateKey(key_file.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return files;
}

}  // namespace samsyn
