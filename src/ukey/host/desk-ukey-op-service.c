/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-ukey-op.h"

#include "desk-pkcs11-text.h"

#include <gmodule.h>
#include <string.h>

#define SCOPE_SYSTEM      2
#define NO_READERS        0x8010002Eu
#define MAX_NAMES_LENGTH  8192
#define MAX_READERS       64
#define MAX_READER_LENGTH 85 /* octets; a character becomes three at most */

/* PC/SC as both pcsclite and Windows have it, so that no header of theirs is needed. */
typedef long ServiceResult;
typedef unsigned long ServiceLength;
typedef gintptr ServiceContext;

typedef ServiceResult (*EstablishContext) (ServiceLength scope,
                                           const void *reserved,
                                           const void *reserved_too,
                                           ServiceContext *context);
typedef ServiceResult (*ListReaders) (ServiceContext context,
                                      const char *groups,
                                      char *names,
                                      ServiceLength *length);
typedef ServiceResult (*ReleaseContext) (ServiceContext context);

typedef struct {
  EstablishContext establish_context;
  ListReaders list_readers;
  ReleaseContext release_context;
} Service;

typedef struct {
  const char *file;
  const char *list_readers;
} Library;

static const Library libraries[] = {
  { "libpcsclite.so.1", "SCardListReaders" },
  { "winscard.dll", "SCardListReadersA" },
};

static gboolean
take_symbols (GModule *module, const Library *library, Service *service)
{
  return g_module_symbol (module, "SCardEstablishContext", (gpointer *) &service->establish_context)
         && g_module_symbol (module, library->list_readers, (gpointer *) &service->list_readers)
         && g_module_symbol (module, "SCardReleaseContext", (gpointer *) &service->release_context);
}

/* The library stays mapped: a driver may use it as well. The loader's words in @why. */
static gboolean
load (Service *service, char **why)
{
  for (size_t i = 0; i < G_N_ELEMENTS (libraries); i++) {
    GModule *module = g_module_open (libraries[i].file, G_MODULE_BIND_LOCAL);

    if (module != NULL && take_symbols (module, &libraries[i], service))
      return TRUE;
    if (*why == NULL)
      *why = g_utf8_make_valid (g_module_error (), -1);
  }

  return FALSE;
}

/* @names: one after the other, each terminated, an empty one at the end. */
static void
add_readers (DeskUkeyMessage *answer, const char *names, size_t length)
{
  const char *end = names + length;

  for (guint n = 0; n < MAX_READERS && names < end && *names != '\0'; n++) {
    size_t name_length = strnlen (names, (size_t) (end - names));
    g_autofree char *name
        = desk_pkcs11_text_dup ((const CK_UTF8CHAR *) names, MIN (name_length, MAX_READER_LENGTH));

    desk_ukey_message_add_text (answer, DESK_UKEY_TAG_READER, name);
    names += name_length + 1;
  }
}

static guint32
ask (const Service *service, DeskUkeyMessage *answer)
{
  char names[MAX_NAMES_LENGTH] = { 0 };
  ServiceLength length = sizeof names - 1;
  ServiceContext context = 0;
  guint32 code = (guint32) service->establish_context (SCOPE_SYSTEM, NULL, NULL, &context);

  if (code != 0)
    return code;

  code = (guint32) service->list_readers (context, NULL, names, &length);
  service->release_context (context);
  if (code == 0)
    add_readers (answer, names, MIN (length, sizeof names - 1));

  return code == NO_READERS ? 0 : code;
}

DeskUkeyMessage *
desk_ukey_op_service (DeskHost *host, DeskUkeyMessage *request, GError **error)
{
  DeskUkeyMessage *answer = desk_ukey_message_new (DESK_UKEY_KIND_SERVED);
  Service service = { 0 };
  g_autofree char *why = NULL;
  gboolean installed = load (&service, &why);

  desk_ukey_message_add_number (answer, DESK_UKEY_TAG_INSTALLED, installed);
  desk_ukey_message_add_number (answer, DESK_UKEY_TAG_CODE, installed ? ask (&service, answer) : 0);
  if (!installed)
    desk_ukey_message_add_text (answer, DESK_UKEY_TAG_DETAIL, why);

  return answer;
}
