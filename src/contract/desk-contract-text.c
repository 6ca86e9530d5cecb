/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-contract"

#include "desk-contract.h"
#include "desk-contract-resources.h"
#include "desk-encoding.h"

#include <openssl/evp.h>
#include <string.h>

#define TEXT_VERSION "zh_CN-1"
#define TEXT_PATH    "/cn/nmgca/CertDesk/contract/" TEXT_VERSION ".txt"

/* The text with its digests; made once, never freed, the same for the life of the process. */
typedef struct {
  char *text;
  char *sha256;
  char *sm3;
} ContractText;

static char *
digest_text (const char *text, const char *algorithm)
{
  uint8_t digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  EVP_MD *md = EVP_MD_fetch (NULL, algorithm, NULL);

  if (md == NULL || EVP_Digest (text, strlen (text), digest, &length, md, NULL) != 1)
    g_error ("The digest %s is not available", algorithm);
  EVP_MD_free (md);

  return desk_hex_encode (digest, length);
}

static gpointer
load_text (gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resource_lookup_data (
      desk_contract_resources_get_resource (), TEXT_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  ContractText *text = g_new0 (ContractText, 1);

  if (bytes == NULL)
    g_error ("The contract's text is not in this build: %s", error->message);

  text->text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  text->sha256 = digest_text (text->text, "SHA256");
  text->sm3 = digest_text (text->text, "SM3");

  return text;
}

static const ContractText *
get_text (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_text, NULL);
}

const char *
desk_contract_text_get_version (void)
{
  return TEXT_VERSION;
}

const char *
desk_contract_text_get (void)
{
  return get_text ()->text;
}

const char *
desk_contract_text_get_sha256 (void)
{
  return get_text ()->sha256;
}

const char *
desk_contract_text_get_sm3 (void)
{
  return get_text ()->sm3;
}
